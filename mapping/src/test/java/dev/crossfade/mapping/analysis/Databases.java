package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.compilation.Compilation;
import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.mapping.compilation.LeftOut;
import dev.crossfade.schemas.TypeTable;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** An old and a new database with given schemas. */
public record Databases(TestDatabase old, TestDatabase target) implements AutoCloseable {

  public static Databases with(String oldSchema, String newSchema) {
    Databases databases =
        new Databases(TestPostgres.shared().create("old"), TestPostgres.shared().create("new"));
    databases.old().execute(oldSchema);
    databases.target().execute(newSchema);
    return databases;
  }

  public Compilation compile(String mapping, LeftOut... leftOut) throws SQLException {
    return compile(mapping, Map.of("email", "a'b\\c@x"), List.of(leftOut));
  }

  public Compilation compile(String mapping, Map<String, String> parameters, List<LeftOut> leftOut)
      throws SQLException {
    return compile(mapping, parameters, leftOut, TypeTable.POSTGRES);
  }

  /** For a new side that stores values as {@code types} says. */
  public Compilation compile(
      String mapping, Map<String, String> parameters, List<LeftOut> leftOut, TypeTable types)
      throws SQLException {
    CompileRequest request =
        new CompileRequest(
            "shop", "mapping.sql", mapping, parameters, leftOut, "public", "public", types, true);
    try (Connection o = old.connect();
        Connection n = target.connect()) {
      return MappingCompiler.compile(request, o, n);
    }
  }

  @Override
  public void close() {
    old.close();
    target.close();
  }
}
