package dev.crossfade.benchmark.mapping;

import dev.crossfade.benchmark.orders.Database;
import dev.crossfade.benchmark.orders.Orders;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.PostgresOptions;
import dev.crossfade.mapping.analysis.MappingCompiler;
import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TypeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Compiles the orders' migration as {@code prepare} does. */
final class OrderPlan {

  private OrderPlan() {}

  /** The plan of the folder; a PostgreSQL runs for as long as that takes. */
  static MigrationPlan of(Path migration) throws SQLException, IOException {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(PostgresOptions.temporary())) {
      Database old = new Database(server.port(), "postgres");
      Database fresh = old.sibling("fresh");
      old.execute(Orders.TABLE, "CREATE DATABASE fresh");
      fresh.execute(Files.readString(migration.resolve("schema/V001__tables.sql")));
      try (Connection oldConnection = old.connect();
          Connection newConnection = fresh.connect()) {
        return MappingCompiler.compile(request(migration), oldConnection, newConnection)
            .mapping()
            .orElseThrow(() -> new IllegalStateException(migration + " does not compile"))
            .plan(1, 4, Map.of());
      }
    }
  }

  private static CompileRequest request(Path migration) throws IOException {
    Path mapping = migration.resolve("mapping.sql");
    return new CompileRequest(
        "orders",
        mapping.toString(),
        Files.readString(mapping),
        Map.of(),
        List.of(),
        "public",
        "public",
        TypeTable.POSTGRES,
        true);
  }
}
