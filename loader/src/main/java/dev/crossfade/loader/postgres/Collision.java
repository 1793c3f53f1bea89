package dev.crossfade.loader.postgres;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.loader.Failure;
import dev.crossfade.loader.KeyInWords;
import dev.crossfade.loader.Refused;
import dev.crossfade.schemas.NewTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the row that holds the unique values another one wants. */
final class Collision {

  private static final String INDEX_COLUMNS =
      "SELECT a.attname FROM pg_catalog.pg_index i"
          + " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
          + " JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid"
          + " AND a.attnum = ANY (i.indkey) WHERE i.indrelid = ?::pg_catalog.regclass"
          + " AND c.relname = ? AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL";

  private final NewTable table;
  private final KeyInWords keyText;

  Collision(NewTable table, KeyInWords keyText) {
    this.table = table;
    this.keyText = keyText;
  }

  /** {@code ", held by the row {"id": "7"}"}, or nothing if it cannot be told. */
  String find(PostgresSession session, TableSql sql, Stage stage, Refused refused)
      throws SQLException {
    String constraint = refused.failure().constraint();
    if (refused.failure().kind() != Failure.Kind.UNIQUE || constraint == null) {
      return "";
    }
    List<String> conditions = new ArrayList<>();
    for (String column : columns(session, constraint)) {
      int place = table.indexOf(column);
      if (place < 0 || table.columns().get(place).late() != null) {
        return "";
      }
      conditions.add("t." + quote(column) + " = s.c" + place);
    }
    if (conditions.isEmpty()) {
      return "";
    }
    session.execute(sql.clearRows());
    stage.copyRows(session.copyManager(), sql.copyRows(stage.rowOptions()), List.of(refused.row()));
    String query =
        "SELECT "
            + table.key().stream()
                .map(key -> "t." + quote(key) + "::text")
                .collect(Collectors.joining(", "))
            + " FROM "
            + table.id().quoted()
            + " t JOIN "
            + sql.rows()
            + " s ON "
            + String.join(" AND ", conditions)
            + " LIMIT 1";
    String found = "";
    try (Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (row.next()) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= table.key().size(); i++) {
          values.add(row.getString(i));
        }
        found = ", held by the row " + keyText.of(values);
      }
    }
    session.execute(sql.clearRows());
    return found;
  }

  private List<String> columns(PostgresSession session, String index) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = session.connection().prepareStatement(INDEX_COLUMNS)) {
      statement.setString(1, table.id().quoted());
      statement.setString(2, index);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
