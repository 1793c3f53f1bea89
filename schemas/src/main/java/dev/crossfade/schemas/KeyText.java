package dev.crossfade.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;

/**
 * A key record for people: one line of JSON, every value a string, those of sensitive columns
 * hidden.
 */
public final class KeyText {

  private static final String HIDDEN = "***";
  private static final JsonFactory JSON = new JsonFactory();

  private final Set<String> sensitive;

  /** Hides the values of {@code sensitiveColumns}. */
  public KeyText(Collection<String> sensitiveColumns) {
    this.sensitive = Set.copyOf(sensitiveColumns);
  }

  /** {@code {"guild_id": "7", "name": "x"}}; a late reference is an object of its natural key. */
  public String of(RowView key) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(key, json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private void write(RowView key, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < key.layout().size(); i++) {
      String name = key.layout().fields().get(i).name();
      json.writeFieldName(name);
      if (sensitive.contains(name)) {
        json.writeString(HIDDEN);
      } else if (key.isNull(i)) {
        json.writeNull();
      } else if (key.layout().wire(i) == WireType.LATE) {
        write(key.getNested(i), json);
      } else {
        json.writeString(value(key, i));
      }
    }
    json.writeEndObject();
  }

  private static String value(RowView key, int field) {
    return switch (key.layout().wire(field)) {
      case BOOLEAN -> Boolean.toString(key.getBoolean(field));
      case INT, LONG -> Long.toString(key.getLong(field));
      case FLOAT -> Float.toString(key.getFloat(field));
      case DOUBLE -> Double.toString(key.getDouble(field));
      case BYTES -> "\\x" + HexFormat.of().formatHex(key.getBytes(field));
      case DATE -> date(key.getInt(field));
      case TIMESTAMP -> timestamp(key.getLong(field), "");
      case TIMESTAMPTZ -> timestamp(key.getLong(field), "+00");
      case TEXT -> key.getText(field);
      case LATE -> throw new IllegalStateException("nested keys are written as objects");
    };
  }

  private static String date(int days) {
    return days == Integer.MAX_VALUE
        ? "infinity"
        : days == Integer.MIN_VALUE ? "-infinity" : LocalDate.ofEpochDay(days).toString();
  }

  private static String timestamp(long micros, String zone) {
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      return micros > 0 ? "infinity" : "-infinity";
    }
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1_000,
            ZoneOffset.UTC);
    return time.toString().replace('T', ' ') + zone;
  }
}
