package dev.crossfade.mapping.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a UNION ALL out of a FROM: what is made of its rows is made of those of each branch, and
 * each is a way of its own through the rest of the statement.
 *
 * <p>That holds where every row goes its way alone or meets others by an inner join, and on the
 * left of every other join. A group takes the rows of all branches: what stands below it stays.
 */
final class UnionBranches {

  /** So many ways through one statement may be. */
  static final int WAYS_MAX = 100;

  private final Refusals refusals;
  private final int at;

  UnionBranches(Refusals refusals, int at) {
    this.refusals = refusals;
    this.at = at;
  }

  /** One way, and the branch that it takes of each UNION ALL. */
  record Way(Relation relation, List<Choice> choices) {
    public Way {
      choices = List.copyOf(choices);
    }
  }

  /** A branch of a union, from 0. */
  record Choice(Relation.Union union, int branch) {}

  /** All ways in the order of the text; one if there is no UNION ALL to be taken out. */
  List<Way> of(Relation relation) throws RefusalException {
    List<Way> ways = ways(relation);
    if (ways.size() > WAYS_MAX) {
      throw refusals.refuse(
          "CF004",
          at,
          "the branches of UNION ALL in this statement give "
              + ways.size()
              + " ways through it, "
              + WAYS_MAX
              + " are the most",
          "write several statements");
    }
    return ways;
  }

  private List<Way> ways(Relation relation) throws RefusalException {
    if (relation instanceof Relation.Union union) {
      return ofUnion(union);
    } else if (relation instanceof Relation.Meeting meeting) {
      return ofMeeting(meeting);
    } else if (relation instanceof Relation.Table || relation instanceof Relation.Grouped) {
      return List.of(new Way(relation, List.of()));
    }
    List<Way> ways = new ArrayList<>();
    for (Way way : ways(relation.inputs().get(0))) {
      ways.add(new Way(over(relation, way.relation), way.choices));
    }
    return ways;
  }

  /** The same relation over another one below. */
  private static Relation over(Relation relation, Relation input) {
    if (relation instanceof Relation.Where where) {
      return new Relation.Where(input, where.condition());
    } else if (relation instanceof Relation.Fan fan) {
      return fan.over(input);
    } else if (relation instanceof Relation.Derived derived) {
      return new Relation.Derived(derived.number(), input, derived.outputs());
    }
    Relation.Named named = (Relation.Named) relation;
    return new Relation.Named(input, named.alias(), named.names(), named.outputs());
  }

  private List<Way> ofUnion(Relation.Union union) throws RefusalException {
    List<Way> all = new ArrayList<>();
    for (int branch = 0; branch < union.subqueries().size(); branch++) {
      for (Way way : ways(union.subqueries().get(branch))) {
        List<Choice> choices = new ArrayList<>(List.of(new Choice(union, branch)));
        choices.addAll(way.choices);
        all.add(new Way(union.only(branch, way.relation), choices));
      }
    }
    return all;
  }

  private List<Way> ofMeeting(Relation.Meeting meeting) throws RefusalException {
    List<Way> lefts = ways(meeting.left());
    List<Way> rights = ways(meeting.right());
    if (rights.size() > 1 && meeting.kind() != dev.crossfade.mapping.plan.PlanNode.JoinKind.INNER) {
      throw refusals.refuse(
          "CF031",
          meeting.at(),
          "a row would be looked for in each branch of this UNION ALL alone, and missed in one"
              + " where another has it",
          "group the UNION ALL by what it is joined by: (SELECT … GROUP BY …), or join each branch"
              + " by itself");
    }
    List<Way> pairs = new ArrayList<>();
    for (Way left : lefts) {
      for (Way right : rights) {
        List<Choice> choices = new ArrayList<>(left.choices);
        choices.addAll(right.choices);
        Relation pair =
            new Relation.Meeting(
                meeting.kind(), left.relation, right.relation, meeting.on(), meeting.at());
        pairs.add(new Way(pair, choices));
      }
    }
    return pairs;
  }

  /**
   * Refuses a name by which no branch could be told from others in the text.
   *
   * @param from the whole FROM
   */
  void checkNames(Relation from, Way way) throws RefusalException {
    List<String> names = new ArrayList<>();
    names(from, names);
    for (Choice choice : way.choices) {
      String name = choice.union.name();
      if (names.stream().filter(name::equals).count() > 1) {
        throw refusals.refuse(
            "CF004",
            at,
            "the UNION ALL " + name + " is read twice, once by its branches",
            "write it out at the second place, under another name");
      }
    }
  }

  private static void names(Relation relation, List<String> names) {
    if (relation instanceof Relation.Union union) {
      names.add(union.name());
    }
    relation.inputs().forEach(input -> names(input, names));
  }
}
