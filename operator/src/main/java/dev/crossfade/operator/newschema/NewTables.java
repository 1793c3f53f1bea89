package dev.crossfade.operator.newschema;

import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.operator.config.SchemaSpan;
import dev.crossfade.operator.failure.OperatorFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether the new tables are there: what {@code schema/} says, made on a scratch server, against
 * what the new database has.
 *
 * @param expected the tables that {@code schema/} makes
 * @param present those of them that the new database has
 * @param earlier those that packages before the asked ones make: they have to be there
 * @param analysed where a mapping can be held against them while the scratch server runs: all of
 *     those that are there, or else the expected ones
 * @param asked where checks can be asked about them, likewise
 */
public record NewTables(
    SortedMap<String, TableShape> expected,
    SortedMap<String, TableShape> present,
    SortedSet<String> earlier,
    PostgresSide analysed,
    NewSchema.Seen asked) {

  /** The table in which Flyway notes what {@code prepare} has made. */
  public static final String HISTORY = SchemaFiles.HISTORY;

  /**
   * Applies {@code schema/} to the scratch server and looks at both.
   *
   * @throws OperatorFailure if a file is refused, or makes no table
   */
  public static NewTables look(MigrationConfig config, ScratchPostgres scratch)
      throws SQLException {
    NewSchema schema = NewSchema.of(config);
    SchemaSpan span = config.order().schemaSpan();
    SortedSet<String> earlier = new TreeSet<>();
    if (span.first() > 0) {
      NewSchema before = NewSchema.of(config.with(span.before()));
      earlier.addAll(before.tried(scratch).shapes().keySet());
    }
    NewSchema.Seen tried = NewSchema.of(config.with(span.fromTheBeginning())).tried(scratch);
    SortedMap<String, TableShape> expected = tried.shapes();
    if (expected.isEmpty()) {
      throw OperatorFailure.misconfigured(
          config.schemaFolder() + " makes no table in the schema " + config.newSide().schema(),
          "name the files V001__tables.sql and so on, and let them make the new tables");
    }
    NewSchema.Seen found = schema.present();
    SortedMap<String, TableShape> present = new TreeMap<>(found.shapes());
    present.keySet().retainAll(expected.keySet());
    boolean allThere = present.size() == expected.size();
    NewSchema.Seen whole = allThere ? found : tried;
    return new NewTables(expected, present, earlier, whole.analysed(scratch), whole);
  }

  /** None that {@link #earlier} does not name, of which none is missing. */
  public boolean noneThere() {
    return earlier.containsAll(present.keySet()) && present.keySet().containsAll(earlier);
  }

  public boolean allThere() {
    return present.size() == expected.size();
  }

  /** The tables that {@code schema/} makes and the new database lacks. */
  public SortedSet<String> missing() {
    SortedSet<String> missing = new TreeSet<>(expected.keySet());
    missing.removeAll(present.keySet());
    return missing;
  }

  /**
   * Refuses a new database that has only some of the tables.
   *
   * @throws OperatorFailure with the lists
   */
  public void mustBeAllOrNone() {
    if (!present.keySet().containsAll(earlier)) {
      SortedSet<String> lacking = new TreeSet<>(earlier);
      lacking.removeAll(present.keySet());
      throw OperatorFailure.refused(
          "the new database lacks tables of the packages before --schema-from: "
              + String.join(", ", lacking),
          "make them first, or leave --schema-from out");
    }
    if (!noneThere() && !allThere()) {
      throw OperatorFailure.refused(
          "the new database has some of the new tables but not all: it has "
              + String.join(", ", present.keySet())
              + " and lacks "
              + String.join(", ", missing()),
          "make the missing ones, or drop the others and let prepare apply schema/");
    }
  }

  /** In words, how the tables that are there differ from what {@code schema/} says. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (name, wanted) -> {
          TableShape found = present.get(name);
          if (found != null) {
            differences(wanted, found, differences);
          }
        });
    return differences;
  }

  private static void differences(TableShape wanted, TableShape found, List<String> differences) {
    SortedSet<String> columns = new TreeSet<>(wanted.columns().keySet());
    columns.addAll(found.columns().keySet());
    for (String column : columns) {
      String want = wanted.columns().getOrDefault(column, "absent");
      String have = found.columns().getOrDefault(column, "absent");
      if (!want.equals(have)) {
        differences.add(found.name() + "." + column + " is " + have + ", schema/ says " + want);
      }
    }
    if (!wanted.keys().equals(found.keys())) {
      differences.add(
          found.name()
              + " has the keys "
              + String.join(", ", found.keys())
              + ", schema/ says "
              + String.join(", ", wanted.keys()));
    }
  }
}
