package dev.crossfade.schemas;

import java.util.List;

/**
 * A PostgreSQL type as a column has it.
 *
 * @param display {@code format_type} with schema-qualified user types: {@code bigint}, {@code
 *     character varying(100)}, {@code public."CaseType"}. Two columns hold the same bytes only if
 *     their displays are equal
 * @param base the name in {@code pg_type} of the type below all domains: {@code int8}, {@code
 *     varchar}, {@code _int8}; user types are qualified: {@code "public"."CaseType"}
 * @param kind what sort of type it is, below domains
 * @param domain whether the column's own type is a domain
 * @param modifier {@code atttypmod} (of the domain below, if that has one), -1 if none
 * @param enumLabels the labels in order, empty unless {@code kind} is ENUM
 * @param wire how its values travel
 * @param keyForm how its values stand in a key
 */
public record ColumnType(
    String display,
    String base,
    Kind kind,
    boolean domain,
    int modifier,
    List<String> enumLabels,
    WireType wire,
    KeyForm keyForm) {

  /** {@code bigint}, such as an ordinal or a count. */
  public static final ColumnType BIGINT = scalar("bigint", "int8");

  /**
   * The sorts of types, as in {@code pg_type.typtype}; ARRAY stands for a base type with an element
   * type.
   */
  public enum Kind {
    BASE,
    ENUM,
    ARRAY,
    COMPOSITE,
    RANGE
  }

  public ColumnType {
    enumLabels = List.copyOf(enumLabels);
  }

  /** A built-in scalar type without a modifier, under a deterministic collation. */
  public static ColumnType scalar(String display, String base) {
    return new ColumnType(
        display,
        base,
        Kind.BASE,
        false,
        -1,
        List.of(),
        WireType.ofBuiltIn(base),
        KeyForm.ofScalar(base));
  }
}
