package dev.crossfade.mapping.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the text form of {@code pg_node_tree}, whatever nodes are in it.
 *
 * <p>Tokens and escapes are those of PostgreSQL's {@code nodes/read.c}.
 */
final class NodeParser {

  private static final String DELIMITERS = "(){} \n\t";

  private final String text;
  private int at;

  private NodeParser(String text) {
    this.text = text;
  }

  /**
   * The nodes of a list, or the one node.
   *
   * @throws NodeFormatException if it is no node tree
   */
  static List<Node> parse(String text) {
    NodeParser parser = new NodeParser(text);
    List<Object> values = parser.value();
    parser.blanks();
    if (parser.at != text.length()) {
      throw parser.unknown("more after its end");
    }
    if (values.isEmpty()) {
      return List.of();
    }
    if (values.get(0) instanceof Node node) {
      return List.of(node);
    }
    if (values.get(0) instanceof List<?> list) {
      return list.stream().map(Node.class::cast).toList();
    }
    throw parser.unknown("no node at its beginning");
  }

  /** One value in a list of one; none for {@code <>}, which is "" as an element of a list. */
  private List<Object> value() {
    blanks();
    char c = peek();
    if (c == '{') {
      return List.of(node());
    }
    if (c == '(') {
      return List.of(list());
    }
    int start = at;
    String token = token();
    return text.startsWith("<>", start) && at == start + 2 ? List.of() : List.of(token);
  }

  private Node node() {
    at++;
    String tag = token();
    Map<String, List<Object>> fields = new LinkedHashMap<>();
    blanks();
    while (peek() != '}') {
      String name = token();
      if (!name.startsWith(":")) {
        throw unknown(tag + " with something other than fields");
      }
      fields.put(name.substring(1), fieldValues());
      blanks();
    }
    at++;
    return new Node(tag, fields);
  }

  /** Most fields have one value; a constant has its length and its bytes in brackets. */
  private List<Object> fieldValues() {
    List<Object> values = new ArrayList<>(value());
    blanks();
    while (peek() != ':' && peek() != '}') {
      values.addAll(value());
      blanks();
    }
    return values;
  }

  private List<Object> list() {
    at++;
    List<Object> elements = new ArrayList<>();
    blanks();
    while (peek() != ')') {
      List<Object> element = value();
      elements.add(element.isEmpty() ? "" : element.get(0));
      blanks();
    }
    at++;
    return elements;
  }

  private String token() {
    blanks();
    StringBuilder token = new StringBuilder();
    int start = at;
    while (at < text.length() && DELIMITERS.indexOf(text.charAt(at)) < 0) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      token.append(text.charAt(at));
      at++;
    }
    if (at == start) {
      throw unknown("an empty token");
    }
    boolean quoted = at - start >= 2 && text.charAt(start) == '"' && text.charAt(at - 1) == '"';
    return quoted ? token.substring(1, token.length() - 1) : token.toString();
  }

  private void blanks() {
    while (at < text.length() && " \n\t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw unknown("it ends too early");
    }
    return text.charAt(at);
  }

  private NodeFormatException unknown(String what) {
    return new NodeFormatException(what + " (at character " + at + ")");
  }
}
