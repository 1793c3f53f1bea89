package dev.crossfade.extractor.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Builds archives by hand, sound ones and others. */
final class TarText {

  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<TarArchiveEntry> odd = new ArrayList<>();
  private String index = "";

  TarText file(String name, String json) {
    files.put(name, json);
    return this;
  }

  TarText index(String json) {
    index = json;
    return this;
  }

  TarText odd(TarArchiveEntry entry) {
    odd.add(entry);
    return this;
  }

  /** The index that fits the files; {@code more} are further fields, each with a comma before. */
  String soundIndex(String more) {
    return "{\"files\": ["
        + files.keySet().stream().map(f -> '"' + f + '"').collect(Collectors.joining(","))
        + "], \"checksums\": {"
        + files.entrySet().stream()
            .map(f -> '"' + f.getKey() + "\": \"" + sha(f.getValue()) + '"')
            .collect(Collectors.joining(","))
        + "}"
        + more
        + "}";
  }

  Path write(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "archive", ".tar.gz");
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(out), "UTF-8")) {
      for (TarArchiveEntry entry : odd) {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
      for (Map.Entry<String, String> each : files.entrySet()) {
        put(tar, each.getKey(), each.getValue());
      }
      if (!index.equals("none")) {
        put(tar, "index.json", index.isEmpty() ? soundIndex("") : index);
      }
    }
    return file;
  }

  private static void put(TarArchiveOutputStream tar, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  static String sha(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
