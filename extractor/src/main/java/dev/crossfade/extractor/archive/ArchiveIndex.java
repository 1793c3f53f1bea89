package dev.crossfade.extractor.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * {@code index.json}: which files belong to the archive, their checksums, and how many rows each
 * table has.
 *
 * @param folder what stands before the name of each file, empty or with a slash at its end
 * @param checksums SHA-256 as 64 small hex digits, by file
 * @param rows by table; may name not all
 */
record ArchiveIndex(String folder, Map<String, String> checksums, Map<String, Long> rows) {

  static final String NAME = "index.json";

  static final int BYTES_MAX = 16 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Whether a file of the archive is its index: at the top or in the only folder there. */
  static boolean isIndex(String name) {
    return name.equals(NAME) || name.matches("[^/]+/" + NAME);
  }

  /**
   * Reads one.
   *
   * @param damaged makes the error of what is wrong
   */
  static ArchiveIndex read(String name, byte[] bytes, Function<String, RuntimeException> damaged) {
    String folder = name.substring(0, name.length() - NAME.length());
    JsonNode json = tree(bytes, damaged);
    if (!json.path("files").isArray() || !json.path("checksums").isObject()) {
      throw damaged.apply("names no files, or no checksums");
    }
    Map<String, String> checksums = new TreeMap<>();
    for (JsonNode file : json.get("files")) {
      String sha = json.get("checksums").path(file.asText()).asText();
      if (!file.isTextual() || !sha.matches("[0-9a-f]{64}")) {
        throw damaged.apply("has a file without a SHA-256");
      }
      if (checksums.put(file.asText(), sha) != null) {
        throw damaged.apply("names a file twice");
      }
    }
    if (json.get("checksums").size() != checksums.size()) {
      throw damaged.apply("has a checksum of a file that it does not name");
    }
    Map<String, Long> rows = new TreeMap<>();
    for (JsonNode entity : json.path("entities")) {
      if (entity.isObject()) {
        if (!entity.path("tableName").isTextual() || !entity.path("rowCount").canConvertToLong()) {
          throw damaged.apply("has an entity without tableName or rowCount");
        }
        rows.put(entity.get("tableName").asText(), entity.get("rowCount").asLong());
      }
    }
    return new ArchiveIndex(folder, checksums, rows);
  }

  private static JsonNode tree(byte[] bytes, Function<String, RuntimeException> damaged) {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException malformed) {
      throw damaged.apply("is no JSON, at line " + malformed.getLocation().getLineNr());
    } catch (IOException impossible) {
      throw damaged.apply("cannot be read");
    }
  }
}
