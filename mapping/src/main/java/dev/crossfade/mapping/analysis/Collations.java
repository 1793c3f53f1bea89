package dev.crossfade.mapping.analysis;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The collations of one database. */
final class Collations {

  private static final Set<String> BY_BYTES =
      Set.of("C", "POSIX", "C.UTF-8", "C.utf8", "C.UTF8", "ucs_basic", "pg_c_utf8");

  private final Map<Long, String> names = new HashMap<>();
  private final boolean defaultIsByBytes;

  private Collations(boolean defaultIsByBytes) {
    this.defaultIsByBytes = defaultIsByBytes;
  }

  static Collations read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Collations collations;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT datcollate FROM pg_database WHERE datname = current_database()")) {
        row.next();
        collations = new Collations(BY_BYTES.contains(row.getString(1)));
      }
      try (ResultSet rows = statement.executeQuery("SELECT oid, collname FROM pg_collation")) {
        while (rows.next()) {
          collations.names.put(rows.getLong(1), rows.getString(2));
        }
      }
      return collations;
    }
  }

  /** A collation's name; null for oid 0. */
  @Nullable String name(long oid) {
    return oid == 0 ? null : names.get(oid);
  }

  /** Whether texts are ordered by their bytes. */
  boolean isByBytes(long oid) {
    String name = names.getOrDefault(oid, "default");
    return name.equals("default") ? defaultIsByBytes : BY_BYTES.contains(name);
  }
}
