package dev.crossfade.operator.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the JSON file of one table, a row a line. Holds no row. */
public final class TableWriter {

  private final String name;
  private final int columns;
  private final Path file;
  private final MessageDigest sha = sha256();
  private final JsonGenerator json;
  private long rows;

  /** JSON that is written as it is. */
  public record Raw(String json) {}

  TableWriter(ArchiveTable table, Path file, JsonFactory factory) throws IOException {
    this.name = table.name();
    this.columns = table.columns().size();
    this.file = file;
    OutputStream out =
        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), sha);
    this.json = factory.createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter(""));
    json.writeStartObject();
    json.writeStringField("tableName", name);
    json.writeArrayFieldStart("columns");
    for (ArchiveTable.Column column : table.columns()) {
      if (column.type() == null) {
        json.writeString(column.name());
      } else {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("type", column.type());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    if (!table.key().isEmpty()) {
      json.writeArrayFieldStart("key");
      for (String part : table.key()) {
        json.writeString(part);
      }
      json.writeEndArray();
    }
    json.writeArrayFieldStart("rows");
  }

  String name() {
    return name;
  }

  /**
   * One row.
   *
   * @param values in the order of the columns: String, Long, Integer, Boolean, {@link Raw} or null
   */
  public void row(List<? extends @Nullable Object> values) throws IOException {
    if (values.size() != columns) {
      throw new IllegalArgumentException(
          "a row of " + name + " has " + values.size() + " values for " + columns + " columns");
    }
    json.writeRaw(rows == 0 ? "\n" : ",\n");
    json.writeRaw('[');
    boolean first = true;
    for (Object value : values) {
      if (!first) {
        json.writeRaw(',');
      }
      first = false;
      json.writeRaw(text(value));
    }
    json.writeRaw(']');
    rows++;
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Raw raw) {
      return raw.json();
    }
    if (value instanceof String string) {
      return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(string)) + '"';
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      return value.toString();
    }
    throw new IllegalArgumentException("no value of an archive: " + value.getClass());
  }

  ArchiveWriter.WrittenTable end() throws IOException {
    json.writeRaw('\n');
    json.writeEndArray();
    json.writeNumberField("rowCount", rows);
    json.writeArrayFieldStart("detailTables");
    json.writeEndArray();
    json.writeEndObject();
    json.close();
    return new ArchiveWriter.WrittenTable(file, rows, HexFormat.of().formatHex(sha.digest()));
  }

  void close() throws IOException {
    json.close();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("a Java without SHA-256", impossible);
    }
  }
}
