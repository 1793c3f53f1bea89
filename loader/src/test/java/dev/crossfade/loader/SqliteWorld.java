package dev.crossfade.loader;

import dev.crossfade.databases.sqlite.SqliteFile;
import dev.crossfade.loader.sqlite.SqliteDatabase;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A prepared SQLite file and what a loader does to it, without Kafka. */
final class SqliteWorld implements AutoCloseable {

  static final long PARKED_FOR_MICROS = 60_000_000;

  final SqliteFile file;
  final SqliteDatabase database;
  final MigrationPlan plan;
  final Batches batches;
  private final List<Hand> hands = new ArrayList<>();

  SqliteWorld(Path path, List<NewTable> tables, String... ddl) throws SQLException {
    file = new SqliteFile(path);
    database = new SqliteDatabase(path);
    plan = Records.plan("lite", 1, tables, List.of());
    batches = new Batches(plan);
    try (Connection connection = file.create()) {
      for (String sql : ddl) {
        connection.createStatement().execute(sql);
      }
    }
    database.prepare(plan);
  }

  Hand hand() throws SQLException {
    return hand(plan);
  }

  Hand hand(MigrationPlan ofPlan) throws SQLException {
    Hand hand = new Hand(ofPlan);
    hands.add(hand);
    return hand;
  }

  /** Over a connection of somebody else's. */
  void execute(String... statements) throws SQLException {
    try (Connection connection = file.write();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a query, columns between bars. */
  List<String> ask(String query) throws SQLException {
    try (Connection connection = file.read();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        found.add(String.join("|", row.stream().map(String::valueOf).toList()));
      }
      return found;
    }
  }

  @Override
  public void close() throws SQLException {
    for (Hand hand : hands) {
      hand.session.close();
    }
  }

  /** One loader's session, writers and memory of what it wrote. */
  final class Hand {

    final LoadSession session;
    private final MigrationPlan ofPlan;
    private final Map<String, TopicWriter> writers = new HashMap<>();

    private Hand(MigrationPlan ofPlan) throws SQLException {
      this.ofPlan = ofPlan;
      this.session = database.session(ofPlan);
    }

    Tally write(Batches.Sent... sent) throws SQLException {
      return write(batches.batch(sent));
    }

    Tally write(Batch batch) throws SQLException {
      return Transaction.write(session, writer(batch.topic()), batch);
    }

    TopicWriter writer(String topic) {
      return writers.computeIfAbsent(topic, this::writerOf);
    }

    private TopicWriter writerOf(String topic) {
      NewTable table =
          ofPlan.newTables().stream()
              .filter(n -> ofPlan.topics().newTable(ofPlan.generation(), n.id()).equals(topic))
              .findFirst()
              .orElseThrow();
      return new TableWriter(database.lane(ofPlan, table), ofPlan, table, PARKED_FOR_MICROS);
    }
  }
}
