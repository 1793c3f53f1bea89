package dev.crossfade.loader.postgres;

import dev.crossfade.loader.LoaderException;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A generated column whose values {@code crossfade.ids} gives out.
 *
 * @param type as {@code format_type} prints it
 * @param next an expression that makes the next id
 * @param sequence the quoted sequence behind it, null if there is none (a uuid)
 */
record IdColumn(TableId table, String column, String type, String next, @Nullable String sequence) {

  private static final String READ =
      "SELECT pg_catalog.format_type(a.atttypid, a.atttypmod),"
          + " pg_catalog.pg_get_serial_sequence(?, a.attname),"
          + " pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity"
          + " FROM pg_catalog.pg_attribute a"
          + " LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
          + " WHERE a.attrelid = ?::pg_catalog.regclass AND a.attname = ? AND NOT a.attisdropped";

  /**
   * Reads the catalog; the session's search_path must be pg_catalog, so that names are qualified.
   *
   * @throws LoaderException if the column is not there or has neither identity nor default
   */
  static IdColumn read(Connection connection, TableId table, String column) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, table.quoted());
      statement.setString(2, table.quoted());
      statement.setString(3, column);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new LoaderException("the new table " + table + " has no column " + column);
        }
        String sequence = row.getString(2);
        String expression = row.getString(3);
        if (!row.getString(4).isEmpty()) {
          expression =
              "pg_catalog.nextval(" + TableSql.literal(String.valueOf(sequence)) + "::regclass)";
        }
        if (expression == null) {
          throw new LoaderException(
              "the id "
                  + table
                  + "."
                  + column
                  + " that late references look up is neither an identity column nor has it a"
                  + " default: give it one");
        }
        return new IdColumn(table, column, row.getString(1), expression, sequence);
      }
    }
  }
}
