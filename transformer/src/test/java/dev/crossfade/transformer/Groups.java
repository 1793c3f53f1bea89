package dev.crossfade.transformer;

import static dev.crossfade.transformer.Terms.call;
import static dev.crossfade.transformer.Terms.coalesce;
import static dev.crossfade.transformer.Terms.compute;
import static dev.crossfade.transformer.Terms.constant;
import static dev.crossfade.transformer.Terms.indivisible;
import static dev.crossfade.transformer.Terms.join;
import static dev.crossfade.transformer.Terms.kept;
import static dev.crossfade.transformer.Terms.number;
import static dev.crossfade.transformer.Terms.of;
import static dev.crossfade.transformer.Terms.row;
import static dev.crossfade.transformer.Terms.scan;
import static dev.crossfade.transformer.Terms.text;
import static dev.crossfade.transformer.World.ITEMS;
import static dev.crossfade.transformer.World.LINES;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.transformer.Meeting.Met;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The statements of a {@link World} that make one row of many. */
final class Groups {

  private static final ColumnType NUMERIC = ColumnType.scalar("numeric", "numeric");

  private final World world;

  Groups(World world) {
    this.world = world;
  }

  private static PlanNode.AggregateCall aggregate(
      String function, List<Integer> arguments, List<PlanNode.Order> order, ColumnType type) {
    return new PlanNode.AggregateCall(function, false, arguments, -1, order, type, -1);
  }

  private static Expression numeric(int index) {
    return new Expression.Column(0, index, "c" + index, NUMERIC, -1);
  }

  /**
   * {@code SELECT v % 3, 100 / (count(*) - bad), sum(id), max(id) FROM items GROUP BY v % 3}: moved
   * by difference, and looked for.
   */
  void totals(Conflict conflict) {
    NewTable table =
        world.arranged(
            "totals",
            List.of("k"),
            conflict,
            List.of(ITEMS),
            "k bigint",
            "share bigint",
            "total bigint",
            "largest bigint");
    PlanNode.Aggregate group =
        new PlanNode.Aggregate(
            kept(scan(ITEMS), of(ITEMS, "id")),
            List.of(compute("mod", of(ITEMS, "v"), constant(3))),
            List.of(
                aggregate("count()", List.of(), List.of(), ColumnType.BIGINT),
                aggregate("sum(int8)", List.of(0), List.of(), NUMERIC),
                aggregate("max(int8)", List.of(0), List.of(), ColumnType.BIGINT)));
    world.add(
        group,
        table,
        List.of(
            number(0),
            compute("div", constant(100), compute("mi", number(1), constant(world.bad % 3 + 1))),
            call("int8(numeric)", ColumnType.BIGINT, numeric(2)),
            number(3)),
        tables -> {
          Map<Long, List<Long>> ids = new LinkedHashMap<>();
          for (List<@Nullable Object> i : tables.apply(ITEMS).values()) {
            ids.computeIfAbsent((Long) i.get(2) % 3, k -> new ArrayList<>()).add((Long) i.get(0));
          }
          List<Met> met = new ArrayList<>();
          ids.forEach(
              (k, in) -> {
                long by = in.size() - (world.bad % 3 + 1);
                long sum = in.stream().mapToLong(Long::longValue).sum();
                long max = in.stream().mapToLong(Long::longValue).max().orElseThrow();
                met.add(new Met(row(k), List.of(), by == 0 ? null : row(k, 100 / by, sum, max)));
              });
          return met;
        },
        "totals of items");
  }

  /**
   * {@code SELECT coalesce(i.name, '-'), string_agg(l.v::text, ',' ORDER BY l.a, l.b DESC) FROM
   * lines l JOIN items i ON i.id = l.a GROUP BY i.name}: groups of rows that met, one under NULL.
   */
  void names(Conflict conflict) {
    NewTable table =
        world.arranged(
            "names", List.of("name"), conflict, List.of(LINES, ITEMS), "name text", "all text");
    PlanNode joined =
        join(
            JoinKind.INNER,
            kept(scan(LINES), of(LINES, "a"), of(LINES, "b"), of(LINES, "v")),
            kept(scan(ITEMS), of(ITEMS, "name")),
            of(LINES, "a"),
            of(ITEMS, "id"),
            null,
            false,
            true);
    PlanNode.Aggregate group =
        new PlanNode.Aggregate(
            kept(
                joined,
                number(0),
                number(1),
                new Expression.ViaText(number(2), Rows.TEXT, -1),
                new Expression.Constant(",", Rows.TEXT, -1)),
            List.of(text(3)),
            List.of(
                aggregate(
                    "string_agg(text,text)",
                    List.of(2, 3),
                    List.of(new PlanNode.Order(0, false, false), new PlanNode.Order(1, true, true)),
                    Rows.TEXT)));
    world.add(
        group,
        table,
        List.of(coalesce(text(0), new Expression.Constant("-", Rows.TEXT, -1)), text(1)),
        tables -> {
          Map<@Nullable Object, List<List<@Nullable Object>>> lines = new LinkedHashMap<>();
          for (List<@Nullable Object> l : tables.apply(LINES).values()) {
            for (List<@Nullable Object> i : tables.apply(ITEMS).values()) {
              if (Objects.equals(i.get(0), l.get(0))) {
                lines.computeIfAbsent(i.get(1), k -> new ArrayList<>()).add(l);
              }
            }
          }
          List<Met> met = new ArrayList<>();
          lines.forEach(
              (name, in) -> {
                in.sort(
                    (x, y) ->
                        !Objects.equals(x.get(0), y.get(0))
                            ? Long.compare((Long) x.get(0), (Long) y.get(0))
                            : Long.compare((Long) y.get(1), (Long) x.get(1)));
                String all =
                    String.join(",", in.stream().map(l -> String.valueOf(l.get(2))).toList());
                met.add(new Met(row(name), List.of(), row(name == null ? "-" : name, all)));
              });
          return met;
        },
        "names of items with their lines");
  }

  /**
   * {@code SELECT q.k, count(*), sum(q.x), max(q.x) FROM (SELECT v % 3 AS k, id AS x FROM items
   * UNION ALL SELECT v % 3, v FROM items WHERE v % d <> 0 UNION ALL SELECT l.a, i.v FROM lines l
   * JOIN items i ON i.id = l.a) q GROUP BY q.k}: one row comes by several branches.
   */
  void branches(Conflict conflict) {
    NewTable table =
        world.arranged(
            "branches",
            List.of("k"),
            conflict,
            List.of(ITEMS, LINES),
            "k bigint",
            "entries bigint",
            "total bigint",
            "largest bigint");
    Expression third = compute("mod", of(ITEMS, "v"), constant(3));
    PlanNode some = new PlanNode.Filter(scan(ITEMS), indivisible(of(ITEMS, "v"), world.dropped));
    PlanNode joined =
        join(
            JoinKind.INNER,
            kept(scan(LINES), of(LINES, "a")),
            kept(scan(ITEMS), of(ITEMS, "v")),
            of(LINES, "a"),
            of(ITEMS, "id"),
            null,
            false,
            true);
    PlanNode.Aggregate group =
        new PlanNode.Aggregate(
            kept(scan(ITEMS), of(ITEMS, "id")),
            List.of(third),
            List.of(
                aggregate("count()", List.of(), List.of(), ColumnType.BIGINT),
                aggregate("sum(int8)", List.of(0), List.of(), NUMERIC),
                aggregate("max(int8)", List.of(0), List.of(), ColumnType.BIGINT)),
            List.of(
                new PlanNode.Branch(kept(some, of(ITEMS, "v")), List.of(third)),
                new PlanNode.Branch(kept(joined, number(1)), List.of(number(0)))));
    world.add(
        group,
        table,
        List.of(
            number(0), number(1), call("int8(numeric)", ColumnType.BIGINT, numeric(2)), number(3)),
        tables -> {
          Map<Long, List<Long>> values = new LinkedHashMap<>();
          for (List<@Nullable Object> i : tables.apply(ITEMS).values()) {
            long v = (Long) Objects.requireNonNull(i.get(2));
            List<Long> in = values.computeIfAbsent(v % 3, k -> new ArrayList<>());
            in.add((Long) Objects.requireNonNull(i.get(0)));
            if (v % world.dropped != 0) {
              in.add(v);
            }
            for (List<@Nullable Object> l : tables.apply(LINES).values()) {
              if (Objects.equals(l.get(0), i.get(0))) {
                values.computeIfAbsent((Long) l.get(0), k -> new ArrayList<>()).add(v);
              }
            }
          }
          List<Met> met = new ArrayList<>();
          values.forEach(
              (k, in) -> {
                long sum = in.stream().mapToLong(Long::longValue).sum();
                long max = in.stream().mapToLong(Long::longValue).max().orElseThrow();
                met.add(new Met(row(k), List.of(), row(k, (long) in.size(), sum, max)));
              });
          return met;
        },
        "totals of items, of items again and of lines with items");
  }

  /** {@code SELECT DISTINCT a FROM lines}. */
  void once(Conflict conflict) {
    NewTable table = world.arranged("once", List.of("a"), conflict, List.of(LINES), "a bigint");
    PlanNode.Aggregate group =
        new PlanNode.Aggregate(kept(scan(LINES)), List.of(of(LINES, "a")), List.of());
    world.add(
        group,
        table,
        List.of(number(0)),
        tables ->
            tables.apply(LINES).values().stream()
                .map(l -> l.get(0))
                .distinct()
                .map(a -> new Met(row(a), List.of(), row(a)))
                .toList(),
        "distinct a of lines");
  }
}
