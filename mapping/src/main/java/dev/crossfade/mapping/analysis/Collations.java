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
  private final String defaultName;

  private Collations(boolean defaultIsByBytes, String defaultName) {
    this.defaultIsByBytes = defaultIsByBytes;
    this.defaultName = defaultName;
  }

  static Collations read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Collations collations;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT datcollate, datctype, to_jsonb(d) ->> 'datlocprovider'"
                  + " FROM pg_database d WHERE datname = current_database()")) {
        row.next();
        collations =
            new Collations(
                BY_BYTES.contains(row.getString(1)),
                defaultName(row.getString(2), row.getString(3)));
      }
      try (ResultSet rows = statement.executeQuery("SELECT oid, collname FROM pg_collation")) {
        while (rows.next()) {
          collations.names.put(rows.getLong(1), rows.getString(2));
        }
      }
      return collations;
    }
  }

  /** What the database's own collation means for upper and lower case. */
  private static String defaultName(String characters, @Nullable String provider) {
    if ("i".equals(provider)) {
      return "icu";
    }
    return characters.equals("C") || characters.equals("POSIX") ? "C" : "default";
  }

  /**
   * A collation's name; null for oid 0. The database's own is {@code C} if its locale is, {@code
   * icu} if ICU provides it, else {@code default}.
   */
  @Nullable String name(long oid) {
    String name = oid == 0 ? null : names.get(oid);
    return "default".equals(name) ? defaultName : name;
  }

  /** Whether texts are ordered by their bytes. */
  boolean isByBytes(long oid) {
    String name = names.getOrDefault(oid, "default");
    return name.equals("default") ? defaultIsByBytes : BY_BYTES.contains(name);
  }
}
