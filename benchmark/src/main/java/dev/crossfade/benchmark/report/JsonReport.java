package dev.crossfade.benchmark.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results as JSON, every round for itself; fields are only ever added. */
public final class JsonReport {

  private JsonReport() {}

  /** Writes the file. */
  public static void write(Path file, Map<String, Object> surroundings, List<Result> results)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(surroundings);
    List<Object> rounds = new ArrayList<>();
    results.forEach(result -> rounds.add(round(result)));
    all.put("rounds", rounds);
    Files.write(
        file, JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
  }

  private static Map<String, Object> round(Result result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("contender", result.contender());
    fields.put("round", result.round());
    fields.put("rows", result.rows());
    fields.put("firstSeconds", result.firstSeconds());
    fields.put("loadSeconds", result.loadSeconds());
    fields.put("loadProcessorSeconds", result.loadProcessorSeconds());
    fields.put("rowsPerSecond", result.rowsPerSecond());
    result.stream()
        .ifPresent(
            stream -> {
              fields.put("changes", stream.changes());
              fields.put("streamSeconds", stream.seconds());
              fields.put("changesPerSecond", stream.changes() / stream.seconds());
              fields.put("pacePerSecond", stream.pacePerSecond());
              fields.put("latency", stream.latency());
            });
    fields.put("stateBytes", result.stateBytes());
    fields.put("processes", result.costs());
    return fields;
  }
}
