package dev.crossfade.verifier;

import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks parents up in a PostgreSQL database. */
record PostgresParents(Connection now) implements UnresolvedReferences.Parents {

  @Override
  public Set<List<@Nullable String>> present(NewTable.LateReference reference, Set<String> named)
      throws SQLException {
    List<String> parts =
        reference.key().stream()
            .map(column -> ComparableText.ofNew("p." + TableId.quote(column.name()), column.type()))
            .toList();
    Set<List<@Nullable String>> found = new HashSet<>();
    try (PreparedStatement sql =
        now.prepareStatement(
            "SELECT "
                + String.join(", ", parts)
                + " FROM "
                + reference.table().quoted()
                + " AS p WHERE "
                + parts.get(0)
                + " = ANY (?)")) {
      sql.setArray(1, now.createArrayOf("text", named.toArray()));
      try (ResultSet parents = sql.executeQuery()) {
        while (parents.next()) {
          List<@Nullable String> natural = new ArrayList<>();
          for (int i = 1; i <= parts.size(); i++) {
            natural.add(parents.getString(i));
          }
          found.add(natural);
        }
      }
    }
    return found;
  }
}
