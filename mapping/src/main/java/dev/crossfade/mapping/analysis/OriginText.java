package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.FanOutOrdinals;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import dev.crossfade.mapping.plan.VerificationQuery.Origin;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names the origin of a statement's rows, in SQL: the same values in the same order as {@link
 * dev.crossfade.mapping.execution.OriginShape} has them.
 */
final class OriginText {

  private final JoinKeys joinKeys;
  private final OldSide old;
  private final Refusals refusals;
  private final ColumnType bigint;
  private final Texts texts;
  private final int at;

  /**
   * What stands in the statement.
   *
   * @param ordinals by alias, the expressions that count the tuples of fan-outs from 1
   * @param keys what it groups by
   */
  record Texts(Map<String, String> ordinals, List<String> keys) {}

  OriginText(
      JoinKeys joinKeys, OldSide old, Refusals refusals, ColumnType bigint, Texts texts, int at) {
    this.joinKeys = joinKeys;
    this.old = old;
    this.refusals = refusals;
    this.bigint = bigint;
    this.texts = texts;
    this.at = at;
  }

  /** A value, and the column it is, if it is one. */
  private record Value(String name, ColumnType type, String sql, Relation.@Nullable Reference of) {

    Value as(String other) {
      return new Value(name, type, other, of);
    }
  }

  /** What names the rows of a relation, but for the ordinal of its own fan-out. */
  List<Origin> of(Relation relation) throws RefusalException, SQLException {
    return values(relation).stream()
        .map(value -> new Origin(value.name, value.type, value.sql))
        .toList();
  }

  private List<Value> values(Relation relation) throws RefusalException, SQLException {
    if (relation instanceof Relation.Table table) {
      return ofTable(table);
    } else if (relation instanceof Relation.Where where) {
      return values(where.input());
    } else if (relation instanceof Relation.Fan fan) {
      return values(fan.input());
    } else if (relation instanceof Relation.Derived derived) {
      return values(derived.input());
    } else if (relation instanceof Relation.Named named) {
      return ofNamed(named);
    } else if (relation instanceof Relation.Grouped grouped) {
      return ofGrouped(grouped);
    }
    return ofMeeting((Relation.Meeting) relation);
  }

  private List<Value> ofTable(Relation.Table table) {
    List<Value> key = new ArrayList<>();
    for (String name : table.table().primaryKey().orElseThrow().columns()) {
      Catalog.Column column = table.table().column(name).orElseThrow();
      key.add(
          new Value(
              name,
              column.type(),
              TableId.quote(table.name()) + "." + TableId.quote(name),
              new Relation.Reference(table.number(), old.indexOf(table.table(), column))));
    }
    return key;
  }

  /** From outside a subquery, its rows are told apart by what it selects. */
  private List<Value> ofNamed(Relation.Named named) throws RefusalException, SQLException {
    List<Value> outside = new ArrayList<>();
    for (Value value : values(named.input())) {
      int column = -1;
      for (int i = 0; i < named.outputs().size() && value.of != null; i++) {
        if (value.of.equals(Relation.Reference.of(JoinKeys.bare(named.outputs().get(i))))) {
          column = i;
        }
      }
      if (column < 0) {
        throw refusals.refuse(
            "CF035",
            at,
            "the subquery "
                + named.alias()
                + " does not select "
                + value.name
                + ", by which its rows are told apart",
            "select it too; nothing need be made of it");
      }
      outside.add(
          value.as(TableId.quote(named.alias()) + "." + TableId.quote(named.names().get(column))));
    }
    return outside;
  }

  private List<Value> ofGrouped(Relation.Grouped grouped) throws RefusalException {
    List<Value> keys = new ArrayList<>();
    for (int i = 0; i < grouped.keys().size(); i++) {
      Expression key = grouped.keys().get(i);
      keys.add(
          new Value(
              "key" + (i + 1),
              key.type(),
              keyText(grouped, key, i),
              new Relation.Reference(grouped.number(), i)));
    }
    return keys;
  }

  private String keyText(Relation.Grouped grouped, Expression key, int index)
      throws RefusalException {
    if (key instanceof Expression.Column column) {
      for (Relation.Table table : visible(grouped.input())) {
        if (table.number() == column.relation()) {
          return TableId.quote(table.name()) + "." + TableId.quote(column.name());
        }
      }
    }
    if (index < texts.keys.size()) {
      return "(" + texts.keys.get(index) + ")";
    }
    return "NULL"; // inside a subquery, where its own column takes its place
  }

  private List<Value> ofMeeting(Relation.Meeting meeting) throws RefusalException, SQLException {
    JoinKeys.Split split = joinKeys.split(meeting);
    if (split.rightUnique() || meeting.kind() == JoinKind.SEMI || meeting.kind() == JoinKind.ANTI) {
      return ofSide(meeting.left());
    }
    if (meeting.kind() == JoinKind.INNER) {
      return ofSide(meeting.right());
    }
    List<Value> right = ofSide(meeting.right());
    List<Value> both = new ArrayList<>();
    for (Value alone : ofSide(meeting.left())) {
      both.add(alone.as("CASE WHEN " + right.get(0).sql + " IS NULL THEN " + alone.sql + " END"));
    }
    both.addAll(right);
    return both;
  }

  private List<Value> ofSide(Relation side) throws RefusalException, SQLException {
    List<Value> origins = new ArrayList<>(values(side));
    if (fansOut(side)) {
      origins.add(new Value("ordinal", bigint, ordinal(side), null));
    }
    return origins;
  }

  /** The place of a row's tuple in the fan-outs right above where it comes from, from 0. */
  String ordinal(Relation relation) throws RefusalException {
    List<Counted> fans = fans(relation);
    List<String> counts = new ArrayList<>();
    for (Counted each : fans) {
      String count = each.sql;
      if (count == null) {
        throw refusals.refuse(
            "CF035",
            at,
            "the fan-out " + each.fan.alias() + " is not found by this name",
            "give it a name of its own: AS name(column)");
      }
      counts.add(count);
    }
    FanOutOrdinals ordinals =
        FanOutOrdinals.of(fans.stream().map(each -> each.fan.tuples()).toList());
    if (!ordinals.fit()) {
      throw refusals.refuse(
          "CF030",
          at,
          "so many fan-outs, one over the other, leave each too few elements that can be counted",
          "take one of them out into a statement of its own");
    }
    return ordinals.sql(counts);
  }

  /** A fan-out and the expression that counts its tuples. */
  private record Counted(Relation.Fan fan, @Nullable String sql) {}

  private List<Counted> fans(Relation relation) throws RefusalException {
    if (relation instanceof Relation.Fan fan) {
      List<Counted> all = new ArrayList<>(fans(fan.input()));
      all.add(new Counted(fan, texts.ordinals.get(fan.alias())));
      return all;
    } else if (relation instanceof Relation.Where || relation instanceof Relation.Derived) {
      return fans(relation.inputs().get(0));
    } else if (relation instanceof Relation.Named named) {
      List<Counted> outside = new ArrayList<>();
      for (Counted each : fans(named.input())) {
        outside.add(new Counted(each.fan, selected(each.fan, named)));
      }
      return outside;
    }
    return List.of();
  }

  /** From outside a subquery, tuples are told apart by a count that it selects. */
  private String selected(Relation.Fan fan, Relation.Named named) throws RefusalException {
    Relation.Reference count =
        new Relation.Reference(Relation.Reference.relationOf(fan.number()), 1);
    boolean counted = !(fan.tuples() instanceof PlanNode.Values) && fan.columns().size() > 1;
    for (int i = 0; counted && i < named.outputs().size(); i++) {
      if (count.equals(Relation.Reference.of(JoinKeys.bare(named.outputs().get(i))))) {
        return TableId.quote(named.alias()) + "." + TableId.quote(named.names().get(i));
      }
    }
    throw refusals.refuse(
        "CF035",
        at,
        "the subquery "
            + named.alias()
            + " does not select the place of each element of "
            + fan.alias()
            + ", by which its rows are told apart",
        fan.tuples() instanceof PlanNode.Values
            ? "put the VALUES into FROM outside the subquery"
            : "count them, WITH ORDINALITY AS "
                + fan.alias()
                + "(value, place), and select place too; nothing need be made of it");
  }

  /** Whether a fan-out makes a relation's rows before they meet others. */
  static boolean fansOut(Relation relation) {
    return relation instanceof Relation.Fan
        || (relation instanceof Relation.Where where && fansOut(where.input()))
        || (relation instanceof Relation.Derived derived && fansOut(derived.input()))
        || (relation instanceof Relation.Named named && fansOut(named.input()));
  }

  /** Whether rows meet others before they are written. */
  static boolean meets(Relation relation) {
    if (relation instanceof Relation.Where where) {
      return meets(where.input());
    } else if (relation instanceof Relation.Named || relation instanceof Relation.Derived) {
      return meets(relation.inputs().get(0));
    }
    return relation instanceof Relation.Fan fan
        ? meets(fan.input())
        : !(relation instanceof Relation.Table);
  }

  /** Every old table, in the order of FROM. */
  static List<Relation.Table> tables(Relation relation) {
    if (relation instanceof Relation.Table table) {
      return List.of(table);
    }
    List<Relation.Table> all = new ArrayList<>();
    relation.inputs().forEach(input -> all.addAll(tables(input)));
    return all;
  }

  /** The tables whose columns the level itself can name. */
  static List<Relation.Table> visible(Relation relation) {
    if (relation instanceof Relation.Table table) {
      return List.of(table);
    }
    List<Relation.Table> all = new ArrayList<>();
    boolean hidden =
        relation instanceof Relation.Named
            || relation instanceof Relation.Derived
            || relation instanceof Relation.Union;
    if (!hidden) {
      relation.inputs().forEach(input -> all.addAll(visible(input)));
    }
    return all;
  }
}
