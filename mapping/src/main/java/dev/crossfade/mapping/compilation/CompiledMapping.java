package dev.crossfade.mapping.compilation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A mapping that can run.
 *
 * @param newTables with the feeders of generation 1
 * @param oldServerVersion {@code server_version_num} of the PostgreSQL that analysed it
 */
public record CompiledMapping(
    String migration,
    List<OldTable> oldTables,
    List<NewTable> newTables,
    List<MappedStatement> statements,
    int oldServerVersion) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public CompiledMapping {
    oldTables = List.copyOf(oldTables);
    newTables = List.copyOf(newTables);
    statements = List.copyOf(statements);
  }

  /** SHA-256 (hex) of statements and tables; parameters are in the statements. */
  public String hash() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(PlanJson.write(statements).toString().getBytes(StandardCharsets.UTF_8));
      sha.update(JSON.writeValueAsString(oldTables).getBytes(StandardCharsets.UTF_8));
      sha.update(JSON.writeValueAsString(newTables).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
      throw new IllegalStateException("a compiled mapping without a hash", impossible);
    }
  }

  /** The plan that the services run by. */
  public MigrationPlan plan(int generation, int partitions, Map<String, List<String>> sensitive) {
    return new MigrationPlan(
            migration,
            1,
            hash(),
            partitions,
            oldTables,
            newTables,
            PlanJson.write(statements),
            sensitive,
            oldServerVersion)
        .withGeneration(generation);
  }
}
