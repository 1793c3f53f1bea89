package dev.crossfade.operator.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In which order the snapshot reads the old tables. */
class StageOrderIT {

  private static final OldTable.Column ID =
      new OldTable.Column(
          "id",
          new ColumnType(
              "int4",
              "int4",
              ColumnType.Kind.BASE,
              false,
              -1,
              List.of(),
              WireType.INT,
              KeyForm.EXACT),
          true);

  private static TableId id(String name) {
    return new TableId("public", name);
  }

  private static List<OldTable> tables(String... names) {
    return Stream.of(names)
        .map(
            name ->
                new OldTable(
                    id(name), List.of(ID), List.of("id"), OldTable.Identity.FULL, List.of()))
        .toList();
  }

  // Red without the second comparison of StageOrder.inOrder.
  @Test
  void smallTablesAreReadFirstHoweverTheyAreDividedAndStagesComeBeforeSizes() throws SQLException {
    try (TestDatabase old = TestPostgres.shared().create("sizes");
        Connection connection = Session.open(PostgresUrl.parse(old.url()))) {
      old.execute(
          "CREATE TABLE events (id int) PARTITION BY RANGE (id)",
          "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (5000)",
          "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (5000) TO (10000)",
          "CREATE TABLE \"User\" (id int)",
          "CREATE TABLE empty (id int)",
          "INSERT INTO events SELECT i FROM generate_series(0, 9999) i",
          "INSERT INTO \"User\" SELECT i FROM generate_series(1, 6000) i");
      List<OldTable> tables = tables("events", "User", "empty");

      Map<TableId, Long> bytes = TableSizes.read(connection, tables);

      assertThat(bytes.get(id("events"))).isGreaterThan(bytes.get(id("User")));
      assertThat(bytes.get(id("empty"))).isZero();
      assertThat(StageOrder.inOrder(tables, Map.of(), bytes))
          .isEqualTo(tables("empty", "User", "events"));
      assertThat(StageOrder.inOrder(tables, Map.of(id("events"), 0, id("User"), 1), bytes))
          .isEqualTo(tables("events", "User", "empty"));
    }
  }
}
