package dev.crossfade.loader.postgres;

import dev.crossfade.loader.LoaderException;
import dev.crossfade.schemas.NewTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The unique index that keeps two rows of one key apart: without it rows would be doubled. */
final class KeyIndex {

  // Exactly the key's columns, immediate, valid, without a condition; NULLs, if any may stand in
  // it, not distinct. indnullsnotdistinct is new in 15: asked through JSON, 14 has none.
  private static final String FIND =
      "SELECT 1 FROM pg_catalog.pg_index i WHERE i.indrelid = pg_catalog.to_regclass(?)"
          + " AND i.indisunique AND i.indimmediate AND i.indisvalid"
          + " AND i.indpred IS NULL AND i.indexprs IS NULL"
          + " AND (SELECT array_agg(a.attname::text ORDER BY a.attname::text)"
          + " FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY k (num, place)"
          + " JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num"
          + " WHERE k.place <= i.indnkeyatts)"
          + " = (SELECT array_agg(c ORDER BY c) FROM pg_catalog.unnest(?::text[]) c)"
          + " AND (NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid"
          + " AND a.attnum = ANY (i.indkey) AND NOT a.attnotnull)"
          + " OR coalesce((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false))";

  private KeyIndex() {}

  /**
   * Looks for it.
   *
   * @throws LoaderException if it is not there
   */
  static void require(Connection connection, NewTable table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, table.id().quoted());
      statement.setArray(2, connection.createArrayOf("text", table.key().toArray()));
      try (ResultSet found = statement.executeQuery()) {
        if (!found.next()) {
          throw new LoaderException(
              "the new table "
                  + table.id()
                  + " has no unique index on exactly "
                  + table.key()
                  + " that PostgreSQL checks at once and that takes NULLs as equal:"
                  + " add a primary key, or a UNIQUE constraint on NOT NULL columns"
                  + " (or NULLS NOT DISTINCT)");
        }
      }
    }
  }
}
