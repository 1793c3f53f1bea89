package dev.crossfade.mapping.analysis;

import java.util.List;

/**
 * A row of {@code pg_proc}.
 *
 * @param schema its own, or the one of the extension that brought it
 * @param arguments oids of the declared argument types
 * @param kind f function, a aggregate, w window function, p procedure
 * @param volatility i immutable, s stable, v volatile
 * @param extension the extension that brought it, empty if none did
 * @param defaults the tree of the last arguments' defaults, empty if there are none
 */
record PgFunction(
    long oid,
    String schema,
    String name,
    String signature,
    List<Long> arguments,
    char kind,
    char volatility,
    boolean returnsSet,
    String extension,
    String defaults) {

  boolean isBuiltIn() {
    return schema.equals("pg_catalog");
  }
}
