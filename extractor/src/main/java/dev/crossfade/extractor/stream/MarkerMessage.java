package dev.crossfade.extractor.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.schemas.Marker;
import java.io.IOException;
import java.util.Optional;

/** A marker as it stands in the old log: JSON of {@code id}, {@code kind}, {@code emittedAt}. */
final class MarkerMessage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private MarkerMessage() {}

  /** The marker at a position of the log; empty if the message is none. */
  static Optional<Marker> parse(byte[] content, long lsn) {
    try {
      JsonNode json = JSON.readTree(content);
      return Optional.of(
          new Marker(
              json.required("id").asText(),
              Marker.Kind.valueOf(json.required("kind").asText()),
              lsn,
              json.required("emittedAt").asLong(),
              "",
              0));
    } catch (IOException | IllegalArgumentException notAMarker) {
      return Optional.empty();
    }
  }
}
