package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.schemas.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a late reference asks of the table it looks into. */
final class LateRules {

  private final SourceText source;
  private final Problems problems;
  private final Map<TableId, List<Draft>> byTable;

  LateRules(SourceText source, Problems problems, Map<TableId, List<Draft>> byTable) {
    this.source = source;
    this.problems = problems;
    this.byTable = byTable;
  }

  /** The column whose values are given out for a table, if a late reference looks into it. */
  static Optional<String> givenId(TableId table, Map<TableId, List<Draft>> byTable) {
    return byTable.values().stream()
        .flatMap(List::stream)
        .flatMap(d -> d.values().stream())
        .filter(Draft.Late.class::isInstance)
        .map(Draft.Late.class::cast)
        .filter(late -> late.table().id().equals(table))
        .map(late -> late.id().name())
        .findFirst();
  }

  void check(Draft draft) {
    for (Draft.Value value : draft.values()) {
      if (value instanceof Draft.Late late) {
        check(late);
      }
    }
  }

  private void check(Draft.Late late) {
    Place place = source.placeOf(late.at());
    TableId table = late.table().id();
    List<Draft> writers = byTable.get(table);
    if (writers == null) {
      problems.error(
          "CF021",
          place,
          "no statement writes " + table + ", so it has no row to refer to",
          "write it: INSERT INTO " + table.name() + " …");
      return;
    }
    if (!late.id().filled().givesOutNumbers()) {
      problems.error(
          "CF022",
          place,
          table + "." + late.id().name() + " is not given out by the new database",
          "late references are for identity and serial columns; compute the value instead");
    }
    if (!late.column().type().base().equals(late.id().type().base())) {
      problems.error(
          "42804",
          place,
          "column \""
              + late.column().name()
              + "\" is of type "
              + late.column().type().display()
              + " but "
              + table
              + "."
              + late.id().name()
              + " is of type "
              + late.id().type().display(),
          "give both the same type");
    }
    Draft writer = writers.get(0);
    if (writer.valueOf(late.id().name()).isPresent()) {
      problems.error(
          "CF023",
          place,
          table
              + "."
              + late.id().name()
              + " is written by statement "
              + writer.text().number()
              + ", so it is known without a late reference",
          "compute it in the same way here");
    }
    List<String> key = TableAgreement.key(writer);
    Set<String> looked =
        late.key().stream().map(k -> k.column().name()).collect(Collectors.toSet());
    if (!looked.equals(new HashSet<>(key)) || looked.size() != late.key().size()) {
      problems.error(
          "CF024",
          place,
          "a late reference looks up "
              + table
              + " by ("
              + String.join(", ", key)
              + "), the key its statement names",
          "use an equality for each of these columns, or name the other key there: ON CONFLICT ("
              + late.key().stream().map(k -> k.column().name()).collect(Collectors.joining(", "))
              + ") DO UPDATE");
    }
  }
}
