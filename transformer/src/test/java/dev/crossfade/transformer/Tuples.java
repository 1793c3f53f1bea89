package dev.crossfade.transformer;

import static dev.crossfade.transformer.Terms.call;
import static dev.crossfade.transformer.Terms.compute;
import static dev.crossfade.transformer.Terms.constant;
import static dev.crossfade.transformer.Terms.join;
import static dev.crossfade.transformer.Terms.kept;
import static dev.crossfade.transformer.Terms.number;
import static dev.crossfade.transformer.Terms.of;
import static dev.crossfade.transformer.Terms.row;
import static dev.crossfade.transformer.Terms.scan;
import static dev.crossfade.transformer.Terms.text;
import static dev.crossfade.transformer.World.ITEMS;
import static dev.crossfade.transformer.World.MORE;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.transformer.Meeting.Met;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statement of a {@link World} in which rows fan out twice before they meet others. */
final class Tuples {

  private static final ColumnType TEXTS =
      new ColumnType(
          "text[]",
          "_text",
          ColumnType.Kind.ARRAY,
          false,
          -1,
          List.of(),
          Rows.TEXT.wire(),
          Rows.TEXT.keyForm());

  private final World world;

  Tuples(World world) {
    this.world = world;
  }

  /**
   * {@code SELECT t.tag, c.k, m.v FROM items i CROSS JOIN LATERAL unnest(string_to_array(i.tags,
   * ',')) WITH ORDINALITY t(tag, n) CROSS JOIN LATERAL (VALUES (t.n), (i.v - t.n)) c(k) JOIN more m
   * ON m.id = c.k}: two places make an origin, and new rows meet at one key.
   */
  void twice(Conflict conflict) {
    NewTable table =
        world.arranged(
            "twice",
            List.of("tag", "k"),
            conflict,
            List.of(ITEMS, MORE),
            "tag text",
            "k bigint",
            "v bigint");
    PlanNode tags =
        new PlanNode.FanOut(
            scan(ITEMS),
            new PlanNode.Elements(
                call(
                    "string_to_array(text,text)",
                    TEXTS,
                    of(ITEMS, "tags"),
                    new Expression.Constant(",", Rows.TEXT, -1)),
                true,
                false),
            List.of(
                new PlanNode.TupleColumn("tag", Rows.TEXT),
                new PlanNode.TupleColumn("n", ColumnType.BIGINT)),
            null,
            false);
    Expression n = new Expression.FanOutColumn(1, "n", ColumnType.BIGINT, -1);
    PlanNode twice =
        new PlanNode.FanOut(
            tags,
            new PlanNode.Values(List.of(List.of(n), List.of(compute("mi", of(ITEMS, "v"), n)))),
            List.of(new PlanNode.TupleColumn("k", ColumnType.BIGINT)),
            null,
            false);
    Expression k = new Expression.FanOutColumn(2, "k", ColumnType.BIGINT, -1);
    PlanNode joined =
        join(
            JoinKind.INNER,
            kept(twice, new Expression.FanOutColumn(0, "tag", Rows.TEXT, -1), k),
            kept(scan(MORE), of(MORE, "v")),
            k,
            of(MORE, "id"),
            null,
            false,
            true);
    world.add(
        joined,
        table,
        List.of(
            text(0),
            number(1),
            compute("div", constant(100), compute("mi", number(2), constant(world.bad)))),
        tables -> {
          List<Met> met = new ArrayList<>();
          for (List<@Nullable Object> i : tables.apply(ITEMS).values()) {
            String[] all = i.get(3) instanceof String tagged ? tagged.split(",") : new String[0];
            for (int place = 0; place < all.length; place++) {
              long[] keys = {place + 1, longAt(i, 2) - place - 1};
              for (int second = 0; second < keys.length; second++) {
                for (List<@Nullable Object> m : tables.apply(MORE).values()) {
                  if (longAt(m, 0) == keys[second]) {
                    long by = longAt(m, 2) - world.bad;
                    met.add(
                        new Met(
                            row(i.get(0), place * 2L + second),
                            List.of(row(keys[second])),
                            by == 0 ? null : row(all[place], keys[second], 100 / by)));
                  }
                }
              }
            }
          }
          return met;
        },
        "items over their tags and twice join more");
  }

  private static long longAt(List<@Nullable Object> row, int column) {
    return (Long) java.util.Objects.requireNonNull(row.get(column));
  }
}
