package dev.crossfade.operator.replay;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaIdentity;
import dev.crossfade.control.MigrationTopics;
import dev.crossfade.control.SchemaTopic;
import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.oldcatalog.OldCatalog;
import dev.crossfade.operator.oldcatalog.StandIn;
import dev.crossfade.operator.planning.MappingPlanner;
import dev.crossfade.operator.planning.PlanSource;
import dev.crossfade.operator.planning.Planned;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TopicNames;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Begins the next generation in place: the mapping as it is now, over the old topics from their
 * beginning, into the same new tables, emptied. The old database is not asked for anything.
 *
 * <p>The number of the generation is written last; until the new tables are emptied, an interrupted
 * replay has changed nothing, and it can be begun again at any time.
 */
public final class Replay {

  private final MigrationConfig config;
  private final KafkaAccess kafka;
  private final TopicNames names;
  private final Consumer<String> story;

  /** {@code story} is told of each step that is done. */
  public Replay(MigrationConfig config, KafkaAccess kafka, Consumer<String> story) {
    this.config = config;
    this.kafka = kafka;
    this.names = new TopicNames(config.name());
    this.story = story;
  }

  /** What was compiled, and against what. */
  public record Compiled(MigrationPlan current, Planned planned) {}

  /**
   * Compiles the mapping against a stand-in for the old database and the new database itself.
   *
   * @throws OperatorFailure if nothing is prepared
   */
  public Compiled compile() throws SQLException {
    mustBePrepared();
    try (ControlTopic control = ControlTopic.committed(kafka.connection(), names)) {
      MigrationPlan current =
          control
              .currentPlan()
              .orElseThrow(
                  () ->
                      OperatorFailure.refused(
                          "the migration " + config.name() + " is not prepared",
                          "run crossfade prepare " + config.folder().getFileName()));
      OldCatalog catalog =
          control
              .read(OldCatalog.KEY, OldCatalog.class)
              .orElseThrow(
                  () ->
                      OperatorFailure.refused(
                          "the control topic holds no catalog of the old database",
                          "it was prepared by an earlier version: unprepare, then prepare"));
      try (StandIn standIn = StandIn.of(catalog)) {
        return new Compiled(
            current,
            new MappingPlanner(config).planWithoutRows(standIn.url(), config.newSide().url()));
      }
    }
  }

  /**
   * Begins the generation after the current one; services go over to it by themselves.
   *
   * @param compiled without errors
   * @throws OperatorFailure if the old topics do not hold what the mapping reads
   * @throws dev.crossfade.control.KafkaForgotException if they do not hold all that was ever
   *     written to them; nothing is changed
   */
  public MigrationPlan run(Compiled compiled) throws SQLException {
    MigrationPlan current = compiled.current();
    CompiledMapping mapping = compiled.planned().mapping().orElseThrow();
    new OldTopicsFit(current).require(mapping);
    MigrationPlan next =
        withOldTables(
            mapping.plan(
                current.generation() + 1, current.partitions(), compiled.planned().sensitive()),
            current);
    try (Admin admin = kafka.admin();
        ControlTopic control = ControlTopic.committed(kafka.connection(), names)) {
      new OldTopicsWhole(admin).require(current, control);
      MigrationTopics topics =
          new MigrationTopics(next, config.kafka().replication(), kafka.connection());
      topics.create(admin);
      SchemaTopic.publish(kafka.connection(), next);
      control.put(ControlKeys.IDENTITY, KafkaIdentity.read(admin, topics.names()));
      control.put(PlanSource.key(next.generation()), new PlanSource(config).fingerprint());
      control.put(ControlKeys.plan(next.generation()), next);
      story.accept("generation " + next.generation() + ": topics and plan");
      config.newSide().database().beginGeneration(next);
      story.accept("new database: " + next.newTables().size() + " tables emptied; ids stay");
      control.put(ControlKeys.GENERATION, next.generation());
    }
    return next;
  }

  /** The extractor goes on as it began: its tables are those of generation 1. */
  private static MigrationPlan withOldTables(MigrationPlan next, MigrationPlan current) {
    return new MigrationPlan(
        next.migration(),
        next.generation(),
        next.hash(),
        next.partitions(),
        current.oldTables(),
        next.newTables(),
        next.statements(),
        next.sensitive(),
        next.oldServerVersion());
  }

  private void mustBePrepared() {
    kafka.mustHaveTopic(
        new TopicNames(config.name()).control(),
        "the migration " + config.name() + " is not prepared",
        "run crossfade prepare " + config.folder().getFileName());
  }
}
