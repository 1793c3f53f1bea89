package dev.crossfade.extractor;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaConnection;
import dev.crossfade.control.KafkaIdentity;
import dev.crossfade.control.MigrationTopics;
import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.extractor.oldside.OldSide;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.testkit.Deadline;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestKafka;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;

/** An old database of one test, and a migration of it that is prepared as the operator does. */
final class OldDatabase implements AutoCloseable {

  private static final AtomicInteger MIGRATIONS = new AtomicInteger();

  final TestDatabase database = TestPostgres.shared().create("old");
  final String migration = "m" + MIGRATIONS.incrementAndGet();
  private int rowBytesMax = 1 << 20;
  private MigrationPlan plan;

  OldDatabase(String... statements) {
    database.execute(statements);
  }

  OldDatabase withRowMax(int bytes) {
    rowBytesMax = bytes;
    return this;
  }

  PostgresUrl url() {
    return PostgresUrl.parse(database.url());
  }

  KafkaConnection kafka() {
    return new KafkaConnection(TestKafka.bootstrap(), Map.of(), rowBytesMax);
  }

  MigrationPlan plan() {
    return plan;
  }

  ExtractorSettings settings() {
    return ExtractorSettings.of(migration, url(), kafka());
  }

  /** Prepares a migration of these tables under full identity. */
  OldDatabase prepared(String... tables) {
    return prepared(OldTable.Identity.FULL, tables);
  }

  OldDatabase prepared(OldTable.Identity identity, String... tables) {
    List<OldTable> oldTables = new ArrayList<>();
    for (String table : tables) {
      oldTables.add(table(new TableId("public", table), identity));
    }
    plan =
        new MigrationPlan(
            migration,
            1,
            "0".repeat(64),
            3,
            oldTables,
            List.of(),
            NullNode.getInstance(),
            Map.of(),
            170000);
    try (Admin admin = Admin.create(kafka().admin());
        Connection connection = Session.open(url());
        ControlTopic control = openControl(admin)) {
      OldSide.prepare(connection, plan);
      control.put(ControlKeys.plan(1), plan);
      control.put(ControlKeys.GENERATION, 1);
      control.put(
          ControlKeys.IDENTITY,
          KafkaIdentity.read(admin, new MigrationTopics(plan, 1, kafka()).names()));
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
    return this;
  }

  /** Undoes {@link #prepared} as the operator does when no extractor says that it runs. */
  OldDatabase unprepared() throws Exception {
    database.execute(
        "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active"
            + " AND slot_name = '"
            + plan.topics().slot()
            + "'");
    List<String> topics = new MigrationTopics(plan, 1, kafka()).names();
    try (Admin admin = Admin.create(kafka().admin());
        Connection connection = Session.open(url())) {
      OldSide.unprepare(connection, plan);
      admin.deleteTopics(topics).all().get();
      Deadline.until(
          RunningExtractor.WAIT_MAX,
          "the topics are gone",
          () -> Collections.disjoint(admin.listTopics().names().get(), topics));
    }
    return this;
  }

  private ControlTopic openControl(Admin admin) {
    new MigrationTopics(plan, 1, kafka()).create(admin);
    return ControlTopic.committed(kafka(), plan.topics());
  }

  ControlTopic control() {
    return ControlTopic.committed(kafka(), plan.topics());
  }

  RunningExtractor start() {
    return new RunningExtractor(new Extractor(settings()));
  }

  OldTopics topics() {
    return new OldTopics(kafka(), plan);
  }

  private OldTable table(TableId id, OldTable.Identity identity) {
    List<OldTable.Column> columns = new ArrayList<>();
    for (List<String> row :
        database.query(
            "WITH RECURSIVE below(attnum, typid) AS (SELECT attnum, atttypid FROM pg_attribute"
                + " WHERE attrelid = '"
                + id.quoted()
                + "'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
                + " UNION ALL SELECT b.attnum, t.typbasetype FROM below b JOIN pg_type t ON t.oid ="
                + " b.typid WHERE t.typtype = 'd')"
                + " SELECT a.attname, t.typname, format_type(a.atttypid, a.atttypmod), a.attnotnull"
                + " FROM below b JOIN pg_type t ON t.oid = b.typid JOIN pg_attribute a ON"
                + " a.attnum = b.attnum AND a.attrelid = '"
                + id.quoted()
                + "'::regclass WHERE t.typtype <> 'd' ORDER BY a.attnum")) {
      columns.add(
          new OldTable.Column(
              row.get(0), ColumnType.scalar(row.get(2), row.get(1)), row.get(3).equals("t")));
    }
    List<String> key =
        database
            .query(
                "SELECT a.attname FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k(n, o),"
                    + " pg_attribute a WHERE i.indrelid = '"
                    + id.quoted()
                    + "'::regclass AND i.indisprimary AND a.attrelid = i.indrelid AND a.attnum ="
                    + " k.n ORDER BY k.o")
            .stream()
            .map(row -> row.get(0))
            .toList();
    return new OldTable(id, columns, key, identity, List.of());
  }

  @Override
  public void close() {
    database.close();
  }
}
