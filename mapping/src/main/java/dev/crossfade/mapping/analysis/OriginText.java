package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.PlanNode.JoinKind;
import dev.crossfade.mapping.plan.VerificationQuery.Origin;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What names the origin of a statement's rows, in SQL: the same values in the same order as {@link
 * dev.crossfade.mapping.execution.OriginShape} has them.
 */
final class OriginText {

  private final JoinKeys joinKeys;
  private final ColumnType bigint;
  private final String ordinal;

  /**
   * @param ordinal the expression that counts a fan-out's tuples
   */
  OriginText(JoinKeys joinKeys, ColumnType bigint, String ordinal) {
    this.joinKeys = joinKeys;
    this.bigint = bigint;
    this.ordinal = ordinal;
  }

  /** What names the rows of a relation, but for the ordinal of its own fan-out. */
  List<Origin> of(Relation relation) throws RefusalException, SQLException {
    if (relation instanceof Relation.Table table) {
      List<Origin> key = new ArrayList<>();
      for (String column : table.table().primaryKey().orElseThrow().columns()) {
        key.add(
            new Origin(
                column,
                table.table().column(column).orElseThrow().type(),
                TableId.quote(table.name()) + "." + TableId.quote(column)));
      }
      return key;
    } else if (relation instanceof Relation.Where where) {
      return of(where.input());
    } else if (relation instanceof Relation.Fan fan) {
      return of(fan.input());
    } else if (relation instanceof Relation.Derived derived) {
      return of(derived.input());
    }
    return ofMeeting((Relation.Meeting) relation);
  }

  private List<Origin> ofMeeting(Relation.Meeting meeting) throws RefusalException, SQLException {
    JoinKeys.Split split = joinKeys.split(meeting);
    if (split.rightUnique() || meeting.kind() == JoinKind.SEMI || meeting.kind() == JoinKind.ANTI) {
      return ofSide(meeting.left());
    }
    if (meeting.kind() == JoinKind.INNER) {
      return ofSide(meeting.right());
    }
    List<Origin> right = ofSide(meeting.right());
    List<Origin> both = new ArrayList<>();
    for (Origin alone : ofSide(meeting.left())) {
      both.add(
          new Origin(
              alone.name(),
              alone.type(),
              "CASE WHEN " + right.get(0).sql() + " IS NULL THEN " + alone.sql() + " END"));
    }
    both.addAll(right);
    return both;
  }

  private List<Origin> ofSide(Relation side) throws RefusalException, SQLException {
    List<Origin> origins = new ArrayList<>(of(side));
    if (fansOut(side)) {
      origins.add(new Origin("ordinal", bigint, "(" + ordinal + ")::bigint"));
    }
    return origins;
  }

  /** Whether a fan-out makes a relation's rows before they meet others. */
  static boolean fansOut(Relation relation) {
    return relation instanceof Relation.Fan
        || (relation instanceof Relation.Where where && fansOut(where.input()));
  }

  /** Whether rows meet others before they are written. */
  static boolean meets(Relation relation) {
    if (relation instanceof Relation.Where where) {
      return meets(where.input());
    }
    return relation instanceof Relation.Fan fan
        ? meets(fan.input())
        : !(relation instanceof Relation.Table);
  }

  /** Whether there is a fan-out anywhere. */
  static boolean hasFanOut(Relation relation) {
    if (relation instanceof Relation.Where where) {
      return hasFanOut(where.input());
    } else if (relation instanceof Relation.Meeting meeting) {
      return hasFanOut(meeting.left()) || hasFanOut(meeting.right());
    } else if (relation instanceof Relation.Derived derived) {
      return hasFanOut(derived.input());
    }
    return relation instanceof Relation.Fan;
  }

  /** Every old table, in the order of FROM. */
  static List<Relation.Table> tables(Relation relation) {
    if (relation instanceof Relation.Where where) {
      return tables(where.input());
    } else if (relation instanceof Relation.Fan fan) {
      return tables(fan.input());
    } else if (relation instanceof Relation.Derived derived) {
      return tables(derived.input());
    } else if (relation instanceof Relation.Meeting meeting) {
      List<Relation.Table> all = new ArrayList<>(tables(meeting.left()));
      all.addAll(tables(meeting.right()));
      return all;
    }
    return List.of((Relation.Table) relation);
  }
}
