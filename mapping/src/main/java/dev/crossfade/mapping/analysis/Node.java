package dev.crossfade.mapping.analysis;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node of the tree that PostgreSQL stores: {@code {TAG :field value …}}.
 *
 * @param fields each field's values: {@link Node}, {@link List} or {@link String}; {@code <>} is an
 *     empty list of values
 */
record Node(String tag, Map<String, List<Object>> fields) {

  /** Whether it has a field of that name, even an empty one. */
  boolean has(String field) {
    return fields.containsKey(field);
  }

  /** Whether the field is missing or {@code <>}. */
  boolean isAbsent(String field) {
    return values(field).isEmpty();
  }

  /** The node in a field; null if it is absent. */
  @Nullable Node optionalNode(String field) {
    List<Object> values = values(field);
    return values.isEmpty() ? null : (Node) values.get(0);
  }

  /**
   * The node in a field.
   *
   * @throws NodeFormatException if there is none
   */
  Node node(String field) {
    Node node = optionalNode(field);
    if (node == null) {
      throw new NodeFormatException(tag + " without " + field);
    }
    return node;
  }

  /** The elements of the list in a field; none if it is absent. */
  List<?> list(String field) {
    List<Object> values = values(field);
    return values.isEmpty() ? List.of() : (List<?>) values.get(0);
  }

  /** The nodes of the list in a field; none if it is absent. */
  List<Node> nodes(String field) {
    return list(field).stream().map(Node.class::cast).toList();
  }

  /** A token; empty if it is absent. */
  String text(String field) {
    List<Object> values = values(field);
    return values.isEmpty() ? "" : (String) values.get(0);
  }

  /** All tokens of a field: a constant's length and bytes. */
  List<Object> values(String field) {
    return fields.getOrDefault(field, List.of());
  }

  long number(String field) {
    String text = text(field);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      throw new NodeFormatException(tag + "'s " + field + " is no number");
    }
  }

  int index(String field) {
    return (int) number(field);
  }

  /** A number that older versions do not write. */
  long numberOr(String field, long otherwise) {
    return isAbsent(field) ? otherwise : number(field);
  }

  boolean flag(String field) {
    return text(field).equals("true");
  }
}
