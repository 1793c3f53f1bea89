package dev.crossfade.verifier.sqlite;

import static dev.crossfade.schemas.TableId.quote;

import dev.crossfade.schemas.NewTable;
import dev.crossfade.verifier.UnresolvedReferences;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks parents up in the file, from a table's first row to its last. */
record SqliteParents(Connection connection) implements UnresolvedReferences.Parents {

  @Override
  public Set<List<@Nullable String>> present(NewTable.LateReference reference, Set<String> named)
      throws SQLException {
    Set<List<@Nullable String>> found = new HashSet<>();
    String columns =
        reference.key().stream().map(key -> quote(key.name())).collect(Collectors.joining(", "));
    try (Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery("SELECT " + columns + " FROM " + quote(reference.table().name()))) {
      while (rows.next()) {
        List<@Nullable String> natural = new ArrayList<>();
        for (int i = 0; i < reference.key().size(); i++) {
          natural.add(StoredText.of(rows.getObject(i + 1), reference.key().get(i).type()));
        }
        if (named.contains(natural.get(0))) {
          found.add(natural);
        }
      }
    }
    return found;
  }
}
