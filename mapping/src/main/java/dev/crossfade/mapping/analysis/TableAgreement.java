package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.StatementText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All statements into one table write the same columns, by the same key. */
final class TableAgreement {

  private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");
  private static final Set<String> TEXTS = Set.of("text", "varchar");

  private final SourceText source;
  private final Problems problems;

  TableAgreement(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The key that a statement's rows are told apart by, in the key's own order. */
  static List<String> key(Draft draft) {
    List<StatementText.Named> conflict = draft.text().conflict();
    return conflict == null
        ? draft.newTable().primaryKey().orElseThrow().columns()
        : draft
            .newTable()
            .uniqueKey(conflict.stream().map(StatementText.Named::name).toList())
            .orElseThrow()
            .columns();
  }

  void check(List<Draft> writers) {
    Draft first = writers.get(0);
    for (Draft other : writers.subList(1, writers.size())) {
      int at = other.text().at();
      String table = other.newTable().id().toString();
      Set<String> missing = columns(first);
      missing.removeAll(columns(other));
      Set<String> added = columns(other);
      added.removeAll(columns(first));
      if (!missing.isEmpty() || !added.isEmpty()) {
        problems.error(
            "CF051",
            source.placeOf(at),
            "statement " + first.text().number() + " writes other columns of " + table,
            "name the same columns, with NULL for what is not known; one row made from several"
                + " tables is a join: INSERT INTO … SELECT … FROM a LEFT JOIN b ON …");
      }
      boolean sameConflict = (first.text().conflict() == null) == (other.text().conflict() == null);
      if (!key(first).equals(key(other)) || !sameConflict) {
        problems.error(
            "CF056",
            source.placeOf(at),
            "statement "
                + first.text().number()
                + " writes "
                + table
                + " by another key or with"
                + " another ON CONFLICT",
            "end both in the same way");
      }
    }
  }

  /**
   * The branches of a UNION ALL give values of the same types: PostgreSQL would change some else.
   */
  void checkBranches(List<Draft> writers) {
    for (Draft other : writers) {
      for (Draft first : writers) {
        if (first.text().number() == other.text().number()
            && first.text().branch() == 0
            && other.text().branch() > 0) {
          checkBranch(first, other);
        }
      }
    }
  }

  private void checkBranch(Draft first, Draft other) {
    for (Draft.Value value : other.values()) {
      Draft.Value twin = first.valueOf(value.column().name()).orElse(null);
      if (value instanceof Draft.Computed one
          && twin instanceof Draft.Computed two
          && one.literal().isEmpty()
          && two.literal().isEmpty()
          && !alike(one.selected().type().base(), two.selected().type().base())) {
        problems.error(
            "CF053",
            source.placeOf(value.at()),
            "the branches of this UNION ALL give "
                + value.column().name()
                + " as "
                + two.selected().type().display()
                + " and as "
                + one.selected().type().display(),
            "cast one of them to the other's type");
      }
    }
  }

  /** Whether a value of the one type is stored as the same value of the other would be. */
  private static boolean alike(String one, String other) {
    return one.equals(other)
        || List.of(INTEGERS, TEXTS).stream().anyMatch(s -> s.contains(one) && s.contains(other));
  }

  private static Set<String> columns(Draft draft) {
    return draft.values().stream().map(v -> v.column().name()).collect(Collectors.toSet());
  }
}
