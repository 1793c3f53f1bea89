package dev.crossfade.verifier;

import dev.crossfade.schemas.NewTable;
import dev.crossfade.verifier.RowTexts.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that differ only in late references to parents that the new database does not hold.
 *
 * <p>The SELECT names such a parent by its natural key, the new row by an id (or by NULL, once
 * orphans were settled). That is an orphan and no difference: whether the parent should be there is
 * a question to the parent's table.
 */
public final class UnresolvedReferences {

  private final Parents parents;
  private final List<Late> lates;
  private long count;

  /** The rows that references look up, in the new database. */
  @FunctionalInterface
  public interface Parents {
    /**
     * The natural keys of rows that are there, in the order of the reference's key and as the texts
     * that are compared; at least all those whose first is among {@code named}.
     */
    Set<List<@Nullable String>> present(NewTable.LateReference reference, Set<String> named)
        throws SQLException;
  }

  /** One late reference and the compared columns that hold the natural key it stands for. */
  private record Late(NewTable.LateReference reference, List<Integer> columns) {}

  /** An expected row and which of its references have no parent; their values are null. */
  private record Orphan(String key, List<@Nullable String> values, Set<Late> unresolved) {}

  public UnresolvedReferences(Parents parents, TableShape shape) {
    this.parents = parents;
    List<Late> lates = new ArrayList<>();
    for (NewTable.Column column : shape.table().columns()) {
      NewTable.LateReference late = column.late();
      if (late != null) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < shape.columns().size(); i++) {
          if (shape.columns().get(i).newColumn().equals(column.name())) {
            places.add(i);
          }
        }
        lates.add(new Late(late, List.copyOf(places)));
      }
    }
    this.lates = List.copyOf(lates);
  }

  /** How many references without a parent were found by {@link #among}. */
  public long count() {
    return count;
  }

  /**
   * The keys, of expected and of found rows, that are the same but for references without parent.
   */
  public Set<String> among(Map<String, Row> expected, Map<String, Row> actual) throws SQLException {
    Map<String, Row> differing = new HashMap<>(expected);
    differing.entrySet().removeIf(row -> row.getValue().sameAs(actual.get(row.getKey())));
    if (lates.isEmpty() || differing.isEmpty()) {
      return Set.of();
    }
    Map<List<@Nullable String>, List<String>> strangers = new HashMap<>();
    actual.forEach(
        (key, row) -> {
          if (!expected.containsKey(key)) {
            strangers.computeIfAbsent(resolvedOnly(row), v -> new ArrayList<>()).add(key);
          }
        });
    Set<String> same = new HashSet<>();
    for (Orphan orphan : orphans(differing)) {
      @Nullable Row found = actual.get(orphan.key());
      String partner = orphan.key();
      if (found == null) {
        partner = take(strangers.getOrDefault(orphan.values(), List.of()), orphan, actual);
      } else if (!fits(found, orphan)) {
        partner = null;
      }
      if (partner != null) {
        same.add(orphan.key());
        same.add(partner);
        count += orphan.unresolved().size();
      }
    }
    return same;
  }

  private static @Nullable String take(List<String> keys, Orphan orphan, Map<String, Row> actual) {
    for (Iterator<String> each = keys.iterator(); each.hasNext(); ) {
      String key = each.next();
      Row row = actual.get(key);
      if (row != null && fits(row, orphan)) {
        each.remove();
        return key;
      }
    }
    return null;
  }

  /** The same values, and an id of nothing only where the parent is missing. */
  private static boolean fits(Row found, Orphan orphan) {
    if (!found.isSingle() || !resolvedOnly(found).equals(orphan.values())) {
      return false;
    }
    Set<Integer> allowed =
        orphan.unresolved().stream()
            .flatMap(late -> late.columns().stream())
            .collect(Collectors.toSet());
    for (int i = 0; i < found.values().size(); i++) {
      if (isUnresolved(found.values().get(i)) && !allowed.contains(i)) {
        return false;
      }
    }
    return true;
  }

  private static List<@Nullable String> resolvedOnly(Row row) {
    List<@Nullable String> values = new ArrayList<>(row.values());
    values.replaceAll(value -> isUnresolved(value) ? null : value);
    return values;
  }

  private static boolean isUnresolved(@Nullable String value) {
    return value != null && value.startsWith(TableShape.UNRESOLVED);
  }

  private List<Orphan> orphans(Map<String, Row> rows) throws SQLException {
    Map<Late, Set<List<@Nullable String>>> present = new HashMap<>();
    for (Late late : lates) {
      present.put(late, present(late, rows));
    }
    List<Orphan> orphans = new ArrayList<>();
    rows.forEach(
        (key, row) -> {
          Set<Late> unresolved = new HashSet<>();
          List<@Nullable String> values = new ArrayList<>(row.values());
          for (Late late : lates) {
            List<@Nullable String> natural = naturalKey(late, row);
            if (!natural.contains(null)
                && !present.getOrDefault(late, Set.of()).contains(natural)) {
              unresolved.add(late);
              late.columns().forEach(i -> values.set(i, null));
            }
          }
          if (!unresolved.isEmpty() && row.isSingle()) {
            orphans.add(new Orphan(key, values, unresolved));
          }
        });
    return orphans;
  }

  /** Which of the parents that these rows name are there. */
  private Set<List<@Nullable String>> present(Late late, Map<String, Row> rows)
      throws SQLException {
    Set<String> named = new HashSet<>();
    rows.values()
        .forEach(
            row -> {
              String value = row.values().get(late.columns().get(0));
              if (value != null) {
                named.add(value);
              }
            });
    return parents.present(late.reference(), named);
  }

  private static List<@Nullable String> naturalKey(Late late, Row row) {
    List<@Nullable String> natural = new ArrayList<>();
    late.columns().forEach(i -> natural.add(row.values().get(i)));
    return natural;
  }
}
