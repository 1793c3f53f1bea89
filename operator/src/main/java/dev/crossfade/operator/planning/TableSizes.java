package dev.crossfade.operator.planning;

import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How large the old tables are now, with all their partitions. */
public final class TableSizes {

  private static final String SIZE =
      "SELECT coalesce(sum(pg_relation_size(c.oid)), 0) FROM pg_class c"
          + " WHERE c.oid = to_regclass(?)"
          + " OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass(?)))";

  private TableSizes() {}

  /** In bytes, without indexes and what is kept out of line. */
  public static Map<TableId, Long> read(Connection connection, List<OldTable> tables)
      throws SQLException {
    Map<TableId, Long> bytes = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(SIZE)) {
      for (OldTable table : tables) {
        statement.setString(1, table.id().quoted());
        statement.setString(2, table.id().quoted());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          bytes.put(table.id(), row.getLong(1));
        }
      }
    }
    return bytes;
  }
}
