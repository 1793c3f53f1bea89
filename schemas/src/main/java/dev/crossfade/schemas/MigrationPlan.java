package dev.crossfade.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything the services need to know of a migration, written once per generation to the control
 * topic.
 *
 * @param migration the name that prefixes topics, slot, publication and groups
 * @param generation 1 for the first run of a mapping, one more for each replay
 * @param hash SHA-256 (hex) of the compiled mapping, parameters and tables: a service refuses to
 *     run another plan under the same generation
 * @param partitions of every old, new and dead topic
 * @param statements the compiled mapping, as the mapping module writes and reads it
 * @param sensitive old and new columns whose values may stand nowhere but in rows: {@code
 *     "public"."users" → [password]}
 * @param oldServerVersion {@code server_version_num} of the PostgreSQL that analysed the mapping
 */
public record MigrationPlan(
    String migration,
    int generation,
    String hash,
    int partitions,
    List<OldTable> oldTables,
    List<NewTable> newTables,
    JsonNode statements,
    Map<String, List<String>> sensitive,
    int oldServerVersion) {

  public MigrationPlan {
    oldTables = List.copyOf(oldTables);
    newTables = List.copyOf(newTables);
    sensitive = Map.copyOf(sensitive);
  }

  public TopicNames topics() {
    return new TopicNames(migration);
  }

  public OldTable oldTable(TableId id) {
    return oldTables.stream()
        .filter(table -> table.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the plan reads no old table " + id));
  }

  public NewTable newTable(TableId id) {
    return newTables.stream()
        .filter(table -> table.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the plan writes no new table " + id));
  }

  /**
   * The topics between the steps of statements in which rows meet; each statement says in {@code
   * steps} how many it has.
   */
  public List<String> stepTopics() {
    List<String> names = new ArrayList<>();
    for (int statement = 0; statement < statements.size(); statement++) {
      for (int step = 0; step < statements.path(statement).path("steps").asInt(0); step++) {
        names.add(topics().step(generation, statement, step));
      }
    }
    return List.copyOf(names);
  }

  /** The same plan as another generation. */
  public MigrationPlan withGeneration(int next) {
    return new MigrationPlan(
        migration,
        next,
        hash,
        partitions,
        oldTables,
        rebind(next),
        statements,
        sensitive,
        oldServerVersion);
  }

  private List<NewTable> rebind(int next) {
    TopicNames names = topics();
    return newTables.stream()
        .map(
            table ->
                table.path() == NewTable.Path.DIRECT
                    ? table
                    : new NewTable(
                        table.id(),
                        table.columns(),
                        table.key(),
                        table.conflict(),
                        table.path(),
                        table.givenId(),
                        List.of(names.arranged(next, table.id()))))
        .toList();
  }
}
