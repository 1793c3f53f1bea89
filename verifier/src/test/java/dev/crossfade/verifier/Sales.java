package dev.crossfade.verifier;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.loader.postgres.LoaderSchema;
import dev.crossfade.mapping.analysis.MappingCompiler;
import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.mapping.execution.OriginShape;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.TypeTable;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** 300 orders, joined to their customers in sales, and by their origins o0 … o6 in totals. */
final class Sales implements AutoCloseable {

  private static final TableId ORDERS = new TableId("public", "orders");
  private static final TableId SALES = new TableId("public", "sales");
  private static final TableId TOTALS = new TableId("public", "totals");

  // Named like what the verifier itself names: "d", "origin", "k" are the user's.
  private static final String JOINED =
      "SELECT d.id, k.name, 1000 / d.amount FROM orders d JOIN customers k ON k.id = d.customer";
  private static final String GROUPED =
      "SELECT coalesce(origin, '-'), count(*), sum(1000 / amount) FROM orders"
          + " GROUP BY coalesce(origin, '-')";

  final TestDatabase old = TestPostgres.shared().create("verify_meeting_old");
  final TestDatabase now = TestPostgres.shared().create("verify_meeting_new");
  private final MigrationPlan plan;

  Sales() throws SQLException {
    old.execute(
        "CREATE TABLE customers (id int PRIMARY KEY, name text)",
        "CREATE TABLE orders (id bigint PRIMARY KEY, customer int, origin text, amount int)",
        "INSERT INTO customers SELECT i, 'n' || i FROM generate_series(1, 20) i",
        "INSERT INTO orders SELECT i, 1 + i % 20, 'o' || i % 7, i FROM generate_series(1, 300) i");
    now.execute(
        "CREATE TABLE sales (id bigint PRIMARY KEY, who text, share int)",
        "CREATE TABLE totals (origin text PRIMARY KEY, entries bigint, shares bigint)");
    try (Connection from = old.connect();
        Connection to = now.connect()) {
      LoaderSchema.create(to);
      plan = compiled(from, to);
    }
    for (Map.Entry<String, String> table : Map.of("sales", JOINED, "totals", GROUPED).entrySet()) {
      now.execute(
          old.query(table.getValue()).stream()
              .map(row -> "('" + String.join("', '", row) + "')")
              .collect(Collectors.joining(", ", "INSERT INTO " + table.getKey() + " VALUES ", "")));
    }
  }

  private static MigrationPlan compiled(Connection old, Connection now) throws SQLException {
    CompileRequest request =
        new CompileRequest(
            "shop",
            "mapping.sql",
            "INSERT INTO sales (id, who, share) %s;\nINSERT INTO totals (origin, entries, shares) %s;"
                .formatted(JOINED, GROUPED),
            Map.of(),
            List.of(),
            "public",
            "public",
            TypeTable.POSTGRES,
            true);
    return MappingCompiler.compile(request, old, now).mapping().orElseThrow().plan(1, 1, Map.of());
  }

  /** Sales first, totals second. */
  List<VerificationReport.Table> verify(PostgresUrl login) throws Exception {
    return new Verifier(
            login,
            new PostgresNewSide(PostgresUrl.parse(now.url())),
            "public",
            plan,
            VerifierSettings.standard(),
            max -> true)
        .verify()
        .tables();
  }

  /** What an order gives raises before it meets its customer. */
  void orderRaises(long id) throws SQLException {
    plant(DeadLetter.Stage.MAP, 1, SALES, order(id).toBytes());
  }

  /** It raises where it has met its customer. */
  void saleRaises(long id) throws SQLException {
    byte[] customer = {1, 2, 3}; // the key they meet at: any bytes
    RowWriter met = order(id).rawLong(customer.length).rawBytes(customer, 0, customer.length);
    plant(DeadLetter.Stage.MAP, 1, SALES, met.toBytes());
  }

  /** What a group of orders gives raises. */
  void totalRaises(String origin) throws SQLException {
    RowWriter key = new RowWriter(32).header(ofGroups());
    key.putText(origin);
    plant(DeadLetter.Stage.MAP, 2, TOTALS, key.toBytes());
  }

  /** The loader refused a total. */
  void totalIsNotLoaded(String origin) throws SQLException {
    RowWriter key = new RowWriter(32).header(RowLayout.ofNewKey("shop", plan.newTable(TOTALS)));
    key.putText(origin);
    plant(DeadLetter.Stage.LOAD, 0, TOTALS, key.toBytes());
  }

  private RowWriter order(long id) {
    RowWriter key = new RowWriter(32).header(RowLayout.ofOldKey("shop", plan.oldTable(ORDERS)));
    key.putLong(id);
    return key;
  }

  private RowLayout ofGroups() {
    MappedStatement grouped = PlanJson.read(plan.statements()).get(1);
    return OriginShape.of(grouped.rows(), plan::oldTable).layout(plan);
  }

  private void plant(DeadLetter.Stage stage, int statement, TableId table, byte[] key)
      throws SQLException {
    try (Connection connection = now.connect()) {
      new PlantedLetter(stage, statement, ORDERS, table, key).plant(connection, "crossfade.");
    }
  }

  @Override
  public void close() {
    old.close();
    now.close();
  }
}
