package dev.crossfade.schemas;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A table of the old or the new database, by the exact names in its catalog (not quoted, not
 * folded).
 */
public record TableId(String schema, String name) implements Comparable<TableId> {

  public TableId {
    if (schema.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("a table needs a schema and a name");
    }
  }

  /** Both names quoted as PostgreSQL reads them: {@code "public"."Case"}. */
  public String quoted() {
    return quote(schema) + "." + quote(name);
  }

  /** One identifier in double quotes, inner quotes doubled. */
  public static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** Reads {@link #quoted()}. */
  @JsonCreator
  public static TableId parse(String quoted) {
    StringBuilder part = new StringBuilder();
    String first = null;
    int at = 0;
    while (at < quoted.length()) {
      char c = quoted.charAt(at);
      if (c == '"') {
        at++;
        while (true) {
          if (at >= quoted.length()) {
            throw new IllegalArgumentException("not a quoted table name: " + quoted);
          }
          if (quoted.charAt(at) == '"') {
            if (at + 1 < quoted.length() && quoted.charAt(at + 1) == '"') {
              part.append('"');
              at += 2;
              continue;
            }
            at++;
            break;
          }
          part.append(quoted.charAt(at++));
        }
      } else if (c == '.' && first == null) {
        first = part.toString();
        part.setLength(0);
        at++;
      } else {
        throw new IllegalArgumentException("not a quoted table name: " + quoted);
      }
    }
    if (first == null) {
      throw new IllegalArgumentException("not a quoted table name: " + quoted);
    }
    return new TableId(first, part.toString());
  }

  @JsonValue
  public String json() {
    return quoted();
  }

  @Override
  public int compareTo(TableId other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema != 0 ? bySchema : name.compareTo(other.name);
  }

  /** {@code schema.name}, for messages that people read. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
