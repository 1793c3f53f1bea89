package dev.crossfade.transformer;

import static dev.crossfade.transformer.Terms.coalesce;
import static dev.crossfade.transformer.Terms.compute;
import static dev.crossfade.transformer.Terms.constant;
import static dev.crossfade.transformer.Terms.join;
import static dev.crossfade.transformer.Terms.kept;
import static dev.crossfade.transformer.Terms.number;
import static dev.crossfade.transformer.Terms.of;
import static dev.crossfade.transformer.Terms.row;
import static dev.crossfade.transformer.Terms.scan;
import static dev.crossfade.transformer.World.ITEMS;
import static dev.crossfade.transformer.World.MORE;

import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.transformer.Meeting.Met;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements of a {@link World} in which groups go on to other steps. */
final class GroupChains {

  private final World world;

  GroupChains(World world) {
    this.world = world;
  }

  /** {@code SELECT v % 5, count(*) FROM items GROUP BY v % 5}. */
  private static PlanNode counts() {
    return new PlanNode.Aggregate(
        kept(scan(ITEMS)),
        List.of(compute("mod", of(ITEMS, "v"), constant(5))),
        List.of(
            new PlanNode.AggregateCall(
                "count()", false, List.of(), -1, List.of(), ColumnType.BIGINT, -1)));
  }

  private static Map<Long, Long> counted(
      Function<dev.crossfade.schemas.OldTable, Map<String, List<@Nullable Object>>> tables) {
    return tables.apply(ITEMS).values().stream()
        .collect(Collectors.groupingBy(i -> longAt(i, 2) % 5, TreeMap::new, Collectors.counting()));
  }

  /**
   * {@code SELECT i.v % 5, 100 / (count(*) - bad), coalesce((SELECT m.v FROM more m WHERE m.id =
   * i.v % 5), -1) FROM items i GROUP BY i.v % 5}.
   */
  void lookedUp(Conflict conflict) {
    NewTable table =
        world.arranged(
            "looked up",
            List.of("k"),
            conflict,
            List.of(ITEMS, MORE),
            "k bigint",
            "share bigint",
            "v bigint");
    PlanNode joined =
        join(
            JoinKind.LEFT,
            kept(counts(), number(0), number(1)),
            kept(scan(MORE), of(MORE, "v")),
            number(0),
            of(MORE, "id"),
            null,
            true,
            true);
    long bad = world.bad % 3 + 1;
    world.add(
        joined,
        table,
        List.of(
            number(0),
            compute("div", constant(100), compute("mi", number(1), constant(bad))),
            coalesce(number(2), constant(-1))),
        tables ->
            counted(tables).entrySet().stream()
                .map(
                    group -> {
                      Object v =
                          tables.apply(MORE).values().stream()
                              .filter(m -> longAt(m, 0) == group.getKey())
                              .map(m -> (Object) longAt(m, 2))
                              .findFirst()
                              .orElse(-1L);
                      long by = group.getValue() - bad;
                      return new Met(
                          row(group.getKey()),
                          List.of(row(group.getKey())),
                          by == 0 ? null : row(group.getKey(), 100 / by, v));
                    })
                .toList(),
        "counts of items left join more");
  }

  /** {@code SELECT DISTINCT count(*) FROM items GROUP BY v % 5}. */
  void distinct(Conflict conflict) {
    NewTable table =
        world.arranged("distinct counts", List.of("n"), conflict, List.of(ITEMS), "n bigint");
    PlanNode once = new PlanNode.Aggregate(kept(counts()), List.of(number(1)), List.of());
    world.add(
        once,
        table,
        List.of(number(0)),
        tables ->
            counted(tables).values().stream()
                .distinct()
                .map(n -> new Met(row(n), List.of(), row(n)))
                .toList(),
        "distinct counts of items");
  }

  private static long longAt(List<@Nullable Object> row, int column) {
    return (Long) java.util.Objects.requireNonNull(row.get(column));
  }
}
