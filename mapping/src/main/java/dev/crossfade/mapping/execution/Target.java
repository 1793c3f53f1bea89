package dev.crossfade.mapping.execution;

/**
 * Where mapped rows go.
 *
 * @param statement the statement's place in the plan, from 0
 * @param step the step of the statement that takes them, -1 for the new table itself
 * @param side which input of the step they are: of a join 0 the left one, 1 the right one; of a
 *     group its branches from 0
 */
public record Target(int statement, int step, int side) {

  static Target newTable(int statement) {
    return new Target(statement, -1, 0);
  }

  public boolean isNewTable() {
    return step < 0;
  }
}
