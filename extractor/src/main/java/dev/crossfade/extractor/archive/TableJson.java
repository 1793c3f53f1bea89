package dev.crossfade.extractor.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.crossfade.extractor.files.DamagedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of an archive: {@code {tableName, columns, types, key, rowCount, rows,
 * detailTables}}, where the columns stand before the rows. Holds one row at a time.
 */
final class TableJson {

  private static final int NAME_BYTES_MAX = 63;

  private final JsonFactory factory;
  private final String shown;
  private final String file;
  private final TableContent to;
  private @Nullable String table;
  private long row;

  TableJson(ArchiveLimits limits, String shown, String file, TableContent to) {
    this.shown = shown;
    this.file = file;
    this.to = to;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(limits.textBytesMax())
                    .maxNumberLength(200_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  /**
   * Reads to the end.
   *
   * @throws DamagedFileException naming file, table and row
   */
  void read(InputStream in) throws IOException {
    try (JsonParser json = factory.createParser(in)) {
      json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      must(json.nextToken() == JsonToken.START_OBJECT, "is no JSON object");
      table(json);
      must(json.nextToken() == null, "has something after its end");
    } catch (JsonProcessingException malformed) {
      throw damaged("is no JSON at line " + malformed.getLocation().getLineNr());
    }
  }

  /** A table's fields as far as they have come. */
  private static final class Header {
    @Nullable String name;
    List<String> columns = List.of();
    List<@Nullable String> types = List.of();
    List<String> key = List.of();
    long said = -1;
    long found = -1;
  }

  private void table(JsonParser json) throws IOException {
    Header header = new Header();
    boolean details = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "tableName" -> header.name = name(json);
        case "columns" -> columns(json, header);
        case "key" -> {
          must(header.found < 0, "names its key after its rows");
          header.key = names(json);
        }
        case "rowCount" -> {
          must(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "has no whole rowCount");
          header.said = json.getLongValue();
        }
        case "rows" -> rows(json, header);
        case "detailTables" -> {
          end(header);
          details = true;
          must(json.currentToken() == JsonToken.START_ARRAY, "has detailTables that are no list");
          while (json.nextToken() != JsonToken.END_ARRAY) {
            must(json.currentToken() == JsonToken.START_OBJECT, "has a detail table that is none");
            table(json);
          }
        }
        default -> json.skipChildren();
      }
    }
    if (!details) {
      end(header);
    }
  }

  private void end(Header header) {
    must(header.found >= 0, "has a table without tableName, columns or rows");
    must(header.said >= 0, "has a table without a rowCount before its detailTables or end");
    if (header.said != header.found) {
      throw damaged("says " + header.said + " rows and holds " + header.found);
    }
    to.end(header.said);
    table = null;
  }

  private void columns(JsonParser json, Header header) throws IOException {
    must(json.currentToken() == JsonToken.START_ARRAY, "has columns that are no list");
    List<String> columns = new ArrayList<>();
    List<@Nullable String> types = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String type = null;
      if (json.currentToken() == JsonToken.START_OBJECT) {
        String name = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          json.nextToken();
          if (field.equals("name")) {
            name = name(json);
          } else if (field.equals("type")) {
            type = type(json);
          } else {
            json.skipChildren();
          }
        }
        must(name != null, "has a column without a name");
        columns.add(String.valueOf(name));
      } else {
        columns.add(name(json));
      }
      types.add(type);
    }
    must(columns.stream().distinct().count() == columns.size(), "names a column twice");
    must(!columns.isEmpty(), "has no columns");
    header.columns = columns;
    header.types = types;
  }

  private void rows(JsonParser json, Header header) throws IOException {
    String name = header.name;
    must(
        name != null && !header.columns.isEmpty() && header.found < 0,
        "needs tableName and columns before its rows");
    must(json.currentToken() == JsonToken.START_ARRAY, "has rows that are no list");
    table = name;
    row = 0;
    to.table(String.valueOf(name), header.columns, header.types, header.key);
    Map<String, Integer> places = new HashMap<>();
    for (String column : header.columns) {
      places.put(column, places.size());
    }
    JsonValue[] values = new JsonValue[places.size()];
    while (json.nextToken() != JsonToken.END_ARRAY) {
      row++;
      must(json.currentToken() != null, "is cut off");
      if (json.currentToken() == JsonToken.START_ARRAY) {
        list(json, values);
      } else {
        object(json, places, values);
      }
      to.row(values);
    }
    header.found = row;
    row = 0;
  }

  private void list(JsonParser json, JsonValue[] values) throws IOException {
    int at = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      must(at < values.length, "has more values than columns");
      values[at++] = value(json);
    }
    must(at == values.length, "has fewer values than columns");
  }

  private void object(JsonParser json, Map<String, Integer> places, JsonValue[] values)
      throws IOException {
    must(json.currentToken() == JsonToken.START_OBJECT, "is neither an object nor a list");
    int found = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Integer place = places.get(json.currentName());
      must(place != null, "has a field that is no column of its table");
      json.nextToken();
      values[place == null ? 0 : place] = value(json);
      found++;
    }
    must(found == values.length, "lacks a column of its table");
  }

  private JsonValue value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> JsonValue.NULL;
      case VALUE_TRUE, VALUE_FALSE -> new JsonValue(JsonValue.Kind.BOOLEAN, json.getText());
      case VALUE_NUMBER_INT -> new JsonValue(JsonValue.Kind.INTEGER, json.getText());
      case VALUE_NUMBER_FLOAT -> new JsonValue(JsonValue.Kind.DECIMAL, json.getText());
      case VALUE_STRING -> new JsonValue(JsonValue.Kind.STRING, storable(json.getText()));
      default -> new JsonValue(JsonValue.Kind.STRUCTURE, storable(structure(json)));
    };
  }

  private String structure(JsonParser json) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = factory.createGenerator(text)) {
      int depth = 0;
      do {
        depth += json.currentToken().isStructStart() ? 1 : 0;
        depth -= json.currentToken().isStructEnd() ? 1 : 0;
        if (json.currentToken() == JsonToken.VALUE_STRING) {
          storable(json.getText());
        }
        out.copyCurrentEventExact(json);
      } while (depth > 0 && json.nextToken() != null);
      must(depth == 0, "is cut off");
    }
    return text.toString();
  }

  /** A text that PostgreSQL can hold. */
  private String storable(String text) {
    must(text.indexOf(0) < 0, "holds a zero character, which no text of PostgreSQL can hold");
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        must(
            Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1)),
            "holds half a character");
        i++;
      }
    }
    return text;
  }

  private List<String> names(JsonParser json) throws IOException {
    must(json.currentToken() == JsonToken.START_ARRAY, "has a key that is no list");
    List<String> names = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      names.add(name(json));
    }
    return names;
  }

  private String name(JsonParser json) throws IOException {
    must(json.currentToken() == JsonToken.VALUE_STRING, "has a name that is no text");
    String name = storable(json.getText());
    int bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    must(bytes > 0 && bytes <= NAME_BYTES_MAX, "has a name that is not 1 to 63 bytes long");
    return name;
  }

  private String type(JsonParser json) throws IOException {
    must(
        json.currentToken() == JsonToken.VALUE_STRING
            && json.getText().matches("[A-Za-z][A-Za-z0-9 ]*(\\([0-9, ]+\\))?[a-z ]*(\\[\\])*"),
        "has a type that is none");
    return json.getText();
  }

  private void must(boolean holds, String otherwise) {
    if (!holds) {
      throw damaged(otherwise);
    }
  }

  private DamagedFileException damaged(String what) {
    String where = "file " + file;
    if (table != null) {
      where += ", table " + table + (row > 0 ? ", row " + row : "");
    }
    return new DamagedFileException(shown, where, what);
  }
}
