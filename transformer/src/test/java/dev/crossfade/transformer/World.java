package dev.crossfade.transformer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.crossfade.mapping.execution.StatementFlows;
import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.mapping.execution.StatementFunctions;
import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.mapping.plan.Sink;
import dev.crossfade.mapping.plan.VerificationQuery;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.schemas.NewTable.Path;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Three old tables and a random mapping over them. */
final class World {

  static final OldTable ITEMS =
      Rows.oldTable("items", List.of("id"), "id bigint", "name text", "v bigint", "tags text");
  static final OldTable LINES =
      Rows.oldTable("lines", List.of("a", "b"), "a bigint", "b bigint", "v bigint");
  static final OldTable MORE =
      Rows.oldTable("More rows", List.of("id"), "id bigint", "name text", "v bigint");
  static final List<OldTable> OLD = List.of(ITEMS, LINES, MORE);

  final List<StatementFunction> statements = new ArrayList<>();
  final List<Meeting> meetings = new ArrayList<>();
  final List<NewTable> newTables = new ArrayList<>();
  final int partitions;

  /** The value that no statement takes, and the ones that every WHERE drops. */
  final long bad;

  final long dropped;

  final String migration;
  private @Nullable MigrationPlan plan;

  private World(String migration, int partitions, long bad, long dropped) {
    this.migration = migration;
    this.partitions = partitions;
    this.bad = bad;
    this.dropped = dropped;
  }

  static World random(String migration, Random random) {
    World world =
        new World(migration, 1 + random.nextInt(3), random.nextInt(8), 2 + random.nextInt(4));
    if (random.nextBoolean()) {
      world.rename();
    }
    if (random.nextBoolean()) {
      world.unpivot();
    }
    world.naturalKey(conflict(random), random.nextInt(3));
    if (random.nextBoolean()) {
      world.halfKey(conflict(random));
    }
    if (random.nextBoolean()) {
      world.tags(conflict(random));
    }
    Meetings.addTo(world, random);
    return world;
  }

  /** The direct statements. */
  static World direct(String migration, int partitions) {
    World world = new World(migration, partitions, 13, 7);
    world.rename();
    world.unpivot();
    return world;
  }

  /** Every statement there is. */
  static World full(String migration, int partitions) {
    World world = written(migration, partitions);
    Meetings.addAllTo(world);
    return world;
  }

  /** Enough of each kind for a real broker. */
  static World real(String migration, int partitions) {
    World world = written(migration, partitions);
    Meetings.addSomeTo(world);
    return world;
  }

  /** The statements over single tables. */
  static World written(String migration, int partitions) {
    World world = new World(migration, partitions, 13, 7);
    world.rename();
    world.unpivot();
    world.naturalKey(Conflict.LAST_WINS, 2);
    world.halfKey(Conflict.FIRST_STANDS);
    world.tags(Conflict.LAST_WINS);
    return world;
  }

  static Conflict conflict(Random random) {
    return random.nextBoolean() ? Conflict.LAST_WINS : Conflict.FIRST_STANDS;
  }

  private long value(List<@Nullable Object> row, int column) throws TestStatement.Refused {
    long value = (Long) row.get(column);
    if (value == bad) {
      throw new TestStatement.Refused();
    }
    return value;
  }

  private boolean drops(long value) {
    return value % dropped == 0;
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return java.util.Arrays.asList(values);
  }

  private static List<@Nullable List<@Nullable Object>> rows(@Nullable List<@Nullable Object> row) {
    List<@Nullable List<@Nullable Object>> rows = new ArrayList<>();
    rows.add(row);
    return rows;
  }

  /** {@code SELECT id, v FROM items WHERE v % d <> 0}: direct. */
  private void rename() {
    NewTable table =
        made("renamed", List.of("id"), Conflict.FIRST_STANDS, ITEMS, "id bigint", "v bigint");
    add(
        ITEMS,
        table,
        row -> {
          long v = value(row, 2);
          return rows(drops(v) ? null : row(row.get(0), v));
        },
        row -> rows(row(row.get(0), null)));
  }

  /**
   * {@code FROM items CROSS JOIN (VALUES (0), (1), (2)) AS t(n) WHERE (v + n) % d <> 0}: direct.
   */
  private void unpivot() {
    NewTable table =
        made(
            "unpivoted",
            List.of("id", "n"),
            Conflict.FIRST_STANDS,
            ITEMS,
            "id bigint",
            "n bigint",
            "v bigint");
    add(
        ITEMS,
        table,
        row -> {
          long v = value(row, 2);
          List<@Nullable List<@Nullable Object>> rows = new ArrayList<>();
          for (long n = 0; n < 3; n++) {
            rows.add(drops(v + n) ? null : row(row.get(0), n, v));
          }
          return rows;
        },
        row ->
            List.of(
                row(row.get(0), 0L, null), row(row.get(0), 1L, null), row(row.get(0), 2L, null)));
  }

  /** {@code SELECT name, v}: two tables into one, keyed by what is not their key. */
  private void naturalKey(Conflict conflict, int which) {
    NewTable table =
        arranged(
            "named",
            List.of("name"),
            conflict,
            which == 0 ? List.of(ITEMS) : which == 1 ? List.of(MORE) : List.of(MORE, ITEMS),
            "name text",
            "v bigint");
    TestStatement.Select select =
        row -> {
          long v = value(row, 2);
          return rows(row.get(1) == null || drops(v) ? null : row(row.get(1), v));
        };
    if (which != 0) {
      add(MORE, table, select, null);
    }
    if (which != 1) {
      add(ITEMS, table, select, null);
    }
  }

  /** {@code SELECT a, v FROM lines}: keyed by half of the old key. */
  private void halfKey(Conflict conflict) {
    NewTable table =
        arranged("halved", List.of("a"), conflict, List.of(LINES), "a bigint", "v bigint");
    add(LINES, table, row -> rows(row(row.get(0), value(row, 2))), null);
  }

  /** {@code SELECT tag, v FROM items CROSS JOIN unnest(string_to_array(tags, ',')) AS tag}. */
  private void tags(Conflict conflict) {
    NewTable table =
        arranged("tags", List.of("tag"), conflict, List.of(ITEMS), "tag text", "v bigint");
    add(
        ITEMS,
        table,
        row -> {
          long v = value(row, 2);
          List<@Nullable List<@Nullable Object>> rows = new ArrayList<>();
          if (row.get(3) instanceof String tags) {
            for (String tag : tags.split(",")) {
              rows.add(row(tag, v));
            }
          }
          return rows;
        },
        null);
  }

  /** Adds a statement in which rows meet. */
  void add(
      PlanNode rows, NewTable into, List<Expression> values, Meeting.Select select, String words) {
    List<Sink.Column> columns = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      columns.add(new Sink.Column(into.columns().get(i).name(), new Sink.Computed(values.get(i))));
    }
    int number = statements.size() + meetings.size() + 1;
    VerificationQuery none =
        new VerificationQuery(
            number, 0, into.id(), List.of(rows.table()), "", List.of(), List.of());
    meetings.add(
        new Meeting(
            new MappedStatement(
                number, 0, 0, rows, new Sink(into.id(), columns), rows.steps(), false, words, none),
            select));
  }

  StatementFlows flows(MigrationPlan plan) {
    StatementFlows met =
        StatementFunctions.of(
            meetings.stream().map(Meeting::statement).toList(), statements.size(), plan);
    List<StatementFunction> functions = new ArrayList<>(statements);
    functions.addAll(met.functions());
    return new StatementFlows(functions, met.steps());
  }

  List<String> stepTopics(MigrationPlan plan) {
    Sources sources = Sources.of(plan, flows(plan));
    return sources.steps().stream().map(sources::topic).toList();
  }

  boolean reads(TableId table) {
    return statements.stream().anyMatch(s -> s.oldTable().equals(table))
        || meetings.stream().anyMatch(m -> m.statement().oldTables().contains(table));
  }

  private NewTable made(
      String name, List<String> key, Conflict conflict, OldTable from, String... columns) {
    NewTable table =
        Rows.newTable(name, key, conflict, Path.DIRECT, List.of(names().old(from.id())), columns);
    newTables.add(table);
    return table;
  }

  NewTable arranged(
      String name, List<String> key, Conflict conflict, List<OldTable> from, String... columns) {
    NewTable table = Rows.newTable(name, key, conflict, Path.ARRANGED, List.of(), columns);
    table =
        new NewTable(
            table.id(),
            table.columns(),
            table.key(),
            conflict,
            Path.ARRANGED,
            null,
            List.of(names().arranged(1, table.id())));
    newTables.add(table);
    return table;
  }

  private void add(
      OldTable from,
      NewTable into,
      TestStatement.Select select,
      TestStatement.@Nullable Select keys) {
    statements.add(new TestStatement(migration, statements.size() + 1, from, into, select, keys));
  }

  private TopicNames names() {
    return new TopicNames(migration);
  }

  /** What the topics are made by: the statements with their steps. */
  private JsonNode json() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    statements.forEach(s -> json.addObject());
    json.addAll((ArrayNode) PlanJson.write(meetings.stream().map(Meeting::statement).toList()));
    return json;
  }

  /** The same every time: a world is whole before it is asked for. */
  MigrationPlan plan() {
    if (plan == null) {
      plan =
          new MigrationPlan(
              migration, 1, "hash", partitions, OLD, newTables, json(), Map.of(), 170000);
    }
    return plan;
  }

  @Override
  public String toString() {
    return partitions
        + " partitions, refuses v = "
        + bad
        + ", drops v % "
        + dropped
        + " = 0, "
        + meetings.stream().map(m -> m.statement().why()).toList()
        + ", "
        + newTables.stream()
            .map(t -> t.id().name() + " " + t.conflict() + " of " + statementsInto(t))
            .toList();
  }

  private List<String> statementsInto(NewTable table) {
    return statements.stream()
        .filter(s -> s.newTable().equals(table.id()))
        .map(s -> s.oldTable().name())
        .toList();
  }
}
