package dev.crossfade.e2e.harness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the new database should hold against what it holds: two queries written by hand in the test,
 * read as text on their own sides and compared here. Nothing of the program under test takes part.
 *
 * @param table the new table, for messages
 * @param keyColumns how many of the first columns are the key
 * @param expected the query on the old database
 * @param actual the query on the new database
 */
public record Comparison(String table, int keyColumns, String expected, String actual) {

  private static final int EXAMPLES_MAX = 5;

  /** The first column alone is the key. */
  public static Comparison byFirst(String table, String expected, String actual) {
    return new Comparison(table, 1, expected, actual);
  }

  /** Nothing different, missing, extra or doubled. */
  public void mustBeEqual(Database old, Database newer) {
    mustBeEqual(old, newer, Set.of());
  }

  /**
   * As {@link #mustBeEqual(Database, Database)}, but for the rows that the new database has to
   * refuse.
   *
   * @param dead their keys; none of them may be there
   */
  public void mustBeEqual(Database old, Database newer, Set<List<String>> dead) {
    List<List<@Nullable String>> rows = new ArrayList<>(old.query(expected));
    rows.removeIf(row -> dead.contains(key(row)));
    mustHold(rows, newer);
  }

  /** Compares with rows that were expected before the old database was shut down. */
  public void mustHold(List<List<@Nullable String>> should, Database newer) {
    List<List<@Nullable String>> does = newer.query(actual);
    List<String> complaints = new ArrayList<>();
    Map<List<@Nullable String>, List<@Nullable String>> there = new HashMap<>();
    for (List<@Nullable String> row : does) {
      if (there.put(key(row), row) != null) {
        complaints.add("doubled " + shown(row));
      }
    }
    Map<List<@Nullable String>, List<@Nullable String>> wanted = new LinkedHashMap<>();
    for (List<@Nullable String> row : should) {
      if (wanted.put(key(row), row) != null) {
        throw new AssertionError("the expected rows of " + table + " double " + key(row));
      }
    }
    wanted.forEach(
        (key, row) -> {
          List<@Nullable String> found = there.remove(key);
          if (found == null) {
            complaints.add("missing " + shown(row));
          } else if (!found.equals(row)) {
            complaints.add("different " + shown(row) + " is " + shown(found));
          }
        });
    there.values().forEach(row -> complaints.add("extra " + shown(row)));
    if (!complaints.isEmpty()) {
      throw new AssertionError(
          table
              + ": "
              + complaints.size()
              + " wrong of "
              + should.size()
              + ":\n"
              + String.join(
                  "\n", complaints.subList(0, Math.min(EXAMPLES_MAX, complaints.size()))));
    }
  }

  private List<@Nullable String> key(List<@Nullable String> row) {
    return row.subList(0, keyColumns);
  }

  private static String shown(List<@Nullable String> row) {
    String text = String.valueOf(row);
    return text.length() > 400 ? text.substring(0, 400) + "…" : text;
  }
}
