package dev.crossfade.transformer;

import static dev.crossfade.transformer.Terms.coalesce;
import static dev.crossfade.transformer.Terms.compare;
import static dev.crossfade.transformer.Terms.compute;
import static dev.crossfade.transformer.Terms.constant;
import static dev.crossfade.transformer.Terms.indivisible;
import static dev.crossfade.transformer.Terms.join;
import static dev.crossfade.transformer.Terms.kept;
import static dev.crossfade.transformer.Terms.nullIf;
import static dev.crossfade.transformer.Terms.number;
import static dev.crossfade.transformer.Terms.of;
import static dev.crossfade.transformer.Terms.row;
import static dev.crossfade.transformer.Terms.scan;
import static dev.crossfade.transformer.Terms.text;
import static dev.crossfade.transformer.World.ITEMS;
import static dev.crossfade.transformer.World.LINES;
import static dev.crossfade.transformer.World.MORE;

import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.transformer.Meeting.Met;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The statements of a {@link World} in which rows meet: joins of every kind, and groups. */
final class Meetings {

  private final World world;

  private Meetings(World world) {
    this.world = world;
  }

  static void addTo(World world, Random random) {
    Meetings meetings = new Meetings(world);
    for (Consumer<Conflict> each : meetings.all()) {
      if (random.nextInt(4) == 0) {
        each.accept(World.conflict(random));
      }
    }
  }

  static void addAllTo(World world) {
    new Meetings(world).all().forEach(each -> each.accept(Conflict.LAST_WINS));
  }

  static void addSomeTo(World world) {
    Meetings meetings = new Meetings(world);
    meetings.chain(Conflict.LAST_WINS);
    meetings.children(Conflict.LAST_WINS);
    new Groups(world).totals(Conflict.LAST_WINS);
  }

  private List<Consumer<Conflict>> all() {
    return List.of(
        this::parents,
        this::optionalParents,
        this::children,
        this::chain,
        this::any,
        this::none,
        new Groups(world)::totals,
        new Groups(world)::names,
        new Groups(world)::once,
        new Groups(world)::branches,
        new Tuples(world)::twice,
        new GroupChains(world)::lookedUp,
        new GroupChains(world)::distinct);
  }

  private static Collection<List<@Nullable Object>> rows(
      java.util.function.Function<OldTable, java.util.Map<String, List<@Nullable Object>>> tables,
      OldTable table) {
    return tables.apply(table).values();
  }

  private static long longAt(List<@Nullable Object> row, int column) {
    return (Long) java.util.Objects.requireNonNull(row.get(column));
  }

  /**
   * {@code SELECT l.a, l.b, i.name, 100 / (i.v - bad) FROM lines l JOIN items i ON i.id = l.a WHERE
   * l.v % d <> 0}.
   */
  private void parents(Conflict conflict) {
    NewTable table =
        world.arranged(
            "parents",
            List.of("a", "b"),
            conflict,
            List.of(LINES, ITEMS),
            "a bigint",
            "b bigint",
            "name text",
            "v bigint");
    PlanNode lines = new PlanNode.Filter(scan(LINES), indivisible(of(LINES, "v"), world.dropped));
    PlanNode join =
        join(
            JoinKind.INNER,
            kept(lines, of(LINES, "a"), of(LINES, "b")),
            kept(scan(ITEMS), of(ITEMS, "name"), of(ITEMS, "v")),
            of(LINES, "a"),
            of(ITEMS, "id"),
            null,
            false,
            true);
    world.add(
        join,
        table,
        List.of(
            number(0),
            number(1),
            text(2),
            compute("div", constant(100), compute("mi", number(3), constant(world.bad)))),
        tables -> {
          List<Met> met = new ArrayList<>();
          for (List<@Nullable Object> l : rows(tables, LINES)) {
            for (List<@Nullable Object> i : rows(tables, ITEMS)) {
              if (i.get(0).equals(l.get(0)) && longAt(l, 2) % world.dropped != 0) {
                long by = longAt(i, 2) - world.bad;
                met.add(
                    new Met(
                        row(l.get(0), l.get(1)),
                        List.of(row(i.get(0))),
                        by == 0 ? null : row(l.get(0), l.get(1), i.get(1), 100 / by)));
              }
            }
          }
          return met;
        },
        "lines join items");
  }

  /**
   * {@code SELECT coalesce(i.name, m.name), i.v FROM more m LEFT JOIN items i ON i.id = nullif(m.v,
   * d) AND i.v <> m.id}: the parent changes, the key may be null, and new rows meet at one key.
   */
  private void optionalParents(Conflict conflict) {
    NewTable table =
        world.arranged(
            "optional parents",
            List.of("name"),
            conflict,
            List.of(MORE, ITEMS),
            "name text",
            "v bigint");
    PlanNode join =
        join(
            JoinKind.LEFT,
            kept(
                new PlanNode.Filter(
                    scan(MORE),
                    new dev.crossfade.mapping.plan.Expression.NullTest(
                        of(MORE, "name"), false, Terms.BOOL, -1)),
                of(MORE, "id"),
                of(MORE, "name")),
            kept(scan(ITEMS), of(ITEMS, "name"), of(ITEMS, "v")),
            nullIf(of(MORE, "v"), constant(world.dropped)),
            of(ITEMS, "id"),
            compare("ne", number(3), number(0)),
            false,
            true);
    world.add(
        join,
        table,
        List.of(coalesce(text(2), text(1)), number(3)),
        tables -> {
          List<Met> met = new ArrayList<>();
          for (List<@Nullable Object> m : rows(tables, MORE)) {
            if (m.get(1) == null) {
              continue;
            }
            Long key = longAt(m, 2) == world.dropped ? null : (Long) m.get(2);
            List<@Nullable Object> found = null;
            for (List<@Nullable Object> i : rows(tables, ITEMS)) {
              if (i.get(0).equals(key) && !i.get(2).equals(m.get(0))) {
                found = i;
              }
            }
            Object name = found == null || found.get(1) == null ? m.get(1) : found.get(1);
            met.add(
                new Met(
                    row(m.get(0)),
                    List.of(row(key)),
                    row(name, found == null ? null : found.get(2))));
          }
          return met;
        },
        "more left join items");
  }

  /** {@code SELECT i.id, coalesce(l.b, -1), l.v FROM items i LEFT JOIN lines l ON l.a = i.id}. */
  private void children(Conflict conflict) {
    NewTable table =
        world.arranged(
            "children",
            List.of("id", "b"),
            conflict,
            List.of(ITEMS, LINES),
            "id bigint",
            "b bigint",
            "v bigint");
    PlanNode join =
        join(
            JoinKind.LEFT,
            kept(scan(ITEMS), of(ITEMS, "id")),
            kept(scan(LINES), of(LINES, "b"), of(LINES, "v")),
            of(ITEMS, "id"),
            of(LINES, "a"),
            null,
            true,
            false);
    world.add(
        join,
        table,
        List.of(number(0), coalesce(number(1), constant(-1)), number(2)),
        tables -> {
          List<Met> met = new ArrayList<>();
          for (List<@Nullable Object> i : rows(tables, ITEMS)) {
            boolean alone = true;
            for (List<@Nullable Object> l : rows(tables, LINES)) {
              if (l.get(0).equals(i.get(0))) {
                alone = false;
                met.add(
                    new Met(
                        row(null, l.get(0), l.get(1)),
                        List.of(row(i.get(0))),
                        row(i.get(0), l.get(1), l.get(2))));
              }
            }
            if (alone) {
              met.add(
                  new Met(
                      row(i.get(0), null, null), List.of(row(i.get(0))), row(i.get(0), -1L, null)));
            }
          }
          return met;
        },
        "items left join lines");
  }

  /**
   * {@code SELECT l.a, l.b, i2.v FROM lines l JOIN items i ON i.id = l.a LEFT JOIN items i2 ON
   * i2.id = i.v}: three tables, one of them twice.
   */
  private void chain(Conflict conflict) {
    NewTable table =
        world.arranged(
            "chain",
            List.of("a", "b"),
            conflict,
            List.of(LINES, ITEMS),
            "a bigint",
            "b bigint",
            "v bigint");
    PlanNode first =
        join(
            JoinKind.INNER,
            kept(scan(LINES), of(LINES, "a"), of(LINES, "b")),
            kept(scan(ITEMS), of(ITEMS, "v")),
            of(LINES, "a"),
            of(ITEMS, "id"),
            null,
            false,
            true);
    PlanNode second =
        join(
            JoinKind.LEFT,
            kept(first, number(0), number(1)),
            kept(scan(ITEMS), of(ITEMS, "v")),
            number(2),
            of(ITEMS, "id"),
            null,
            false,
            true);
    world.add(
        second,
        table,
        List.of(number(0), number(1), number(2)),
        tables -> {
          List<Met> met = new ArrayList<>();
          for (List<@Nullable Object> l : rows(tables, LINES)) {
            List<@Nullable Object> i = item(rows(tables, ITEMS), l.get(0));
            if (i != null) {
              List<@Nullable Object> i2 = item(rows(tables, ITEMS), i.get(2));
              met.add(
                  new Met(
                      row(l.get(0), l.get(1)),
                      List.of(row(i.get(0)), row(i.get(2))),
                      row(l.get(0), l.get(1), i2 == null ? null : i2.get(2))));
            }
          }
          return met;
        },
        "lines join items left join items");
  }

  private static @Nullable List<@Nullable Object> item(
      Collection<List<@Nullable Object>> items, @Nullable Object id) {
    return items.stream().filter(i -> i.get(0).equals(id)).findFirst().orElse(null);
  }

  private void any(Conflict conflict) {
    exists(JoinKind.SEMI, "any", conflict);
  }

  private void none(Conflict conflict) {
    exists(JoinKind.ANTI, "none", conflict);
  }

  /**
   * {@code FROM items i WHERE [NOT] EXISTS (SELECT 1 FROM lines l WHERE l.a = i.id AND l.v < i.v)}.
   */
  private void exists(JoinKind kind, String name, Conflict conflict) {
    NewTable table =
        world.arranged(
            name, List.of("id"), conflict, List.of(ITEMS, LINES), "id bigint", "v bigint");
    PlanNode join =
        join(
            kind,
            kept(scan(ITEMS), of(ITEMS, "id"), of(ITEMS, "v")),
            kept(scan(LINES), of(LINES, "v")),
            of(ITEMS, "id"),
            of(LINES, "a"),
            world.bad % 2 == 0 ? null : compare("lt", number(2), number(1)),
            false,
            false);
    world.add(
        join,
        table,
        List.of(number(0), number(1)),
        tables -> {
          List<Met> met = new ArrayList<>();
          for (List<@Nullable Object> i : rows(tables, ITEMS)) {
            boolean found =
                rows(tables, LINES).stream()
                    .anyMatch(
                        l ->
                            l.get(0).equals(i.get(0))
                                && (world.bad % 2 == 0 || longAt(l, 2) < longAt(i, 2)));
            if (found == (kind == JoinKind.SEMI)) {
              met.add(new Met(row(i.get(0)), List.of(row(i.get(0))), row(i.get(0), i.get(2))));
            }
          }
          return met;
        },
        "items " + kind + " lines");
  }
}
