package dev.crossfade.mapping.compilation;

import dev.crossfade.schemas.TypeTable;
import java.util.List;
import java.util.Map;

/**
 * What the compiler is asked.
 *
 * @param migration the migration's name, for the names of topics
 * @param file the name of mapping.sql as messages say it
 * @param mapping its text
 * @param parameters values of {@code :name}
 * @param oldSchema where unqualified old tables are found
 * @param newSchema where unqualified new tables are found
 * @param types how the new side stores values
 * @param oldRows whether the old side holds its rows; one that only stands in for it has none
 */
public record CompileRequest(
    String migration,
    String file,
    String mapping,
    Map<String, String> parameters,
    List<LeftOut> leftOut,
    String oldSchema,
    String newSchema,
    TypeTable types,
    boolean oldRows) {

  public CompileRequest {
    parameters = Map.copyOf(parameters);
    leftOut = List.copyOf(leftOut);
  }
}
