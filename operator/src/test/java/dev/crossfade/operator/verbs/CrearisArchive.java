package dev.crossfade.operator.verbs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** The saved demonstration data of Theaterpedia, which a test may change, as an archive. */
final class CrearisArchive {

  private static final ObjectMapper JSON = new JsonMapper();

  private final Map<String, ArrayNode> tables = new TreeMap<>();

  private CrearisArchive() {}

  /** Reads {@code demo/*.json}, and makes the projects that the ids begin with. */
  static CrearisArchive of(Path demo) throws IOException {
    CrearisArchive archive = new CrearisArchive();
    try (Stream<Path> files = Files.list(demo)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        String table = file.getFileName().toString().replace(".json", "");
        archive.tables.put(table, (ArrayNode) JSON.readTree(file.toFile()));
      }
    }
    ArrayNode projects = JSON.createArrayNode();
    for (String code : List.of("_demo", "project1", "project2")) {
      projects.addObject().put("id", code);
    }
    archive.tables.put("projects", projects);
    return archive;
  }

  ArrayNode rows(String table) {
    return tables.get(table);
  }

  List<ObjectNode> all(String table) {
    List<ObjectNode> rows = new ArrayList<>();
    rows(table).forEach(row -> rows.add((ObjectNode) row));
    return rows;
  }

  /** The row of an id. */
  ObjectNode row(String table, String id) {
    return all(table).stream()
        .filter(row -> row.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Puts the archive in the place of an earlier one, in one step. */
  void writeTo(Path file) throws IOException {
    Path draft = file.resolveSibling("draft");
    ObjectNode index = JSON.createObjectNode();
    ArrayNode files = index.putArray("files");
    ObjectNode checksums = index.putObject("checksums");
    ArrayNode entities = index.putArray("entities");
    try (OutputStream out = Files.newOutputStream(draft);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(out), "UTF-8")) {
      for (Map.Entry<String, ArrayNode> table : tables.entrySet()) {
        byte[] json = JSON.writeValueAsBytes(table(table.getKey(), table.getValue()));
        String name = table.getKey() + ".json";
        put(tar, name, json);
        files.add(name);
        checksums.put(name, sha256(json));
        entities
            .addObject()
            .put("tableName", table.getKey())
            .put("rowCount", table.getValue().size());
      }
      put(tar, "index.json", JSON.writeValueAsBytes(index));
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ObjectNode table(String name, ArrayNode rows) {
    ObjectNode table = JSON.createObjectNode();
    table.put("tableName", name).put("rowCount", rows.size());
    ArrayNode columns = table.putArray("columns");
    rows.get(0).fieldNames().forEachRemaining(columns::add);
    table.set("rows", rows);
    table.putArray("detailTables");
    return table;
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
