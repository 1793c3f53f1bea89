package dev.crossfade.mapping.analysis;

import dev.crossfade.schemas.TableId;
import java.util.List;

/**
 * A row of {@code pg_type}.
 *
 * @param kind {@code typtype}
 * @param category {@code typcategory}
 * @param element of an array, else 0
 * @param base below a domain, else 0
 * @param baseModifier {@code typtypmod} of a domain
 * @param length {@code typlen}
 * @param byValue {@code typbyval}
 * @param align {@code typalign}
 */
record PgType(
    long oid,
    String schema,
    String name,
    char kind,
    char category,
    long element,
    long base,
    int baseModifier,
    int length,
    boolean byValue,
    char align,
    List<String> labels) {

  boolean isBuiltIn() {
    return schema.equals("pg_catalog");
  }

  boolean isArray() {
    return element != 0;
  }

  boolean isDomain() {
    return kind == 'd';
  }

  /** As {@code ColumnType.base} and signatures name it. */
  String reference() {
    return isBuiltIn() ? name : TableId.quote(schema) + "." + TableId.quote(name);
  }
}
