package dev.crossfade.loader.postgres;

import dev.crossfade.schemas.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives ids out, once for each natural key: {@code crossfade.ids}.
 *
 * <p>An id once given stays unless the server crashes, so what was seen to have one is remembered
 * and not asked again until {@link #forget}. Used by one thread at a time.
 */
final class Ids {

  private static final int REMEMBERED_MAX = 100_000;

  private final IdColumn column;
  private final Set<Bytes> known = new LinkedHashSet<>();

  Ids(IdColumn column) {
    this.column = column;
  }

  /**
   * Every key has an id afterwards, committed. The connection is in auto-commit mode: parents and
   * children in other loaders must see the ids at once. In the order of the keys, so that two
   * loaders do not deadlock.
   */
  void giveOut(Connection connection, Collection<Bytes> keys) throws SQLException {
    List<Bytes> unknown = keys.stream().distinct().filter(key -> !known.contains(key)).toList();
    if (unknown.isEmpty()) {
      return;
    }
    String sql =
        "INSERT INTO crossfade.ids (new_table, natural_key, id) SELECT ?, s.k, ("
            + column.next()
            + ")::text FROM (SELECT DISTINCT u.k FROM pg_catalog.unnest(?::bytea[]) AS u (k)"
            + " WHERE NOT EXISTS (SELECT FROM crossfade.ids i WHERE i.new_table = ?"
            + " AND i.natural_key = u.k) ORDER BY u.k) s ON CONFLICT DO NOTHING";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, column.table().quoted());
      statement.setArray(
          2,
          connection.createArrayOf(
              "bytea", unknown.stream().map(Bytes::array).toArray(byte[][]::new)));
      statement.setString(3, column.table().quoted());
      statement.executeUpdate();
    }
    remember(unknown);
  }

  void forget() {
    known.clear();
  }

  private void remember(List<Bytes> keys) {
    if (known.size() + keys.size() > REMEMBERED_MAX) {
      known.clear();
    }
    if (keys.size() <= REMEMBERED_MAX) {
      known.addAll(keys);
    }
  }
}
