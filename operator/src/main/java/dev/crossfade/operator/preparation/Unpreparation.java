package dev.crossfade.operator.preparation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.StatusReport;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.extractor.oldside.OldSide;
import dev.crossfade.loader.NewDatabase;
import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.FileTrouble;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.newschema.NewSchema;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Undoes {@link Preparation} and everything that ran after it. Kafka goes last, and of it the
 * control topic: an interrupted one can be begun again.
 */
public final class Unpreparation {

  private static final long ALIVE_MILLIS = 5_000;

  private final MigrationConfig config;
  private final KafkaAccess kafka;
  private final TopicNames names;
  private final Consumer<String> story;

  /** {@code story} is told of each step that is done. */
  public Unpreparation(MigrationConfig config, KafkaAccess kafka, Consumer<String> story) {
    this.config = config;
    this.kafka = kafka;
    this.names = new TopicNames(config.name());
    this.story = story;
  }

  private record Known(MigrationPlan plan, boolean schemaApplied, boolean rowsRead) {}

  /**
   * Undoes it all.
   *
   * @param dataMayGo whether rows that were read, mapped and loaded may be deleted
   * @throws OperatorFailure if services still run, or data would go without leave
   */
  public void run(boolean dataMayGo) throws SQLException {
    try (Admin admin = kafka.admin()) {
      KafkaSide kafkaSide = new KafkaSide(admin, config.name());
      Known known = known(kafkaSide);
      if (known.rowsRead() && !dataMayGo) {
        throw OperatorFailure.refused(
            "rows were read already: the topics go with all of them"
                + (known.schemaApplied() ? ", and the new tables, which prepare has made" : ""),
            "crossfade unprepare " + config.folder().getFileName() + " --yes");
      }
      oldSide(known);
      newSide(known);
      kafkaSide(kafkaSide);
      state();
    }
  }

  private Known known(KafkaSide kafkaSide) {
    MigrationPlan nothing =
        new MigrationPlan(config.name(), 1, "", 1, List.of(), List.of(), none(), Map.of(), 0);
    if (!kafkaSide.hasTopic(names.control())) {
      return new Known(nothing, false, false);
    }
    try (ControlTopic control = ControlTopic.latest(kafka.connection(), names)) {
      mustBeStopped(control);
      return new Known(
          control.currentPlan().orElse(nothing),
          control
              .read(PreparationNote.KEY, PreparationNote.class)
              .map(PreparationNote::schemaApplied)
              .orElse(false),
          control.read(ControlKeys.POSITION, JsonNode.class).isPresent());
    }
  }

  private static JsonNode none() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private static void mustBeStopped(ControlTopic control) {
    long now = System.currentTimeMillis();
    List<String> running =
        control.readAll("status/", StatusReport.class).values().stream()
            .filter(report -> now - report.atMillis() < ALIVE_MILLIS)
            .filter(
                report ->
                    report.state() != StatusReport.State.STOPPED
                        && report.state() != StatusReport.State.FAILED)
            .map(report -> report.service() + " " + report.instance())
            .toList();
    if (!running.isEmpty()) {
      throw OperatorFailure.refused(
          "services still run: " + String.join(", ", running),
          "stop them, wait five seconds, and try again");
    }
  }

  private void oldSide(Known known) throws SQLException {
    try (Connection connection = Session.open(config.oldSide().url())) {
      OldSide.unprepare(connection, known.plan());
    }
    story.accept("old database: slot and publication gone, replica identities given back");
  }

  private void newSide(Known known) throws SQLException {
    NewDatabase.Undone undone = config.newSide().database().unprepare(known.plan());
    if (known.schemaApplied()) {
      NewSchema.of(config).remove();
      story.accept("new database: the tables that prepare had made are gone");
    } else {
      story.accept("new database: " + undone.tables());
    }
    undone.more().forEach(each -> story.accept("new database: " + each));
  }

  private void kafkaSide(KafkaSide kafkaSide) {
    List<String> topics = new ArrayList<>(kafkaSide.topics());
    boolean control = topics.remove(names.control());
    if (!topics.isEmpty()) {
      kafkaSide.deleteTopics(topics);
    }
    kafkaSide.deleteGroups();
    if (control) {
      kafkaSide.deleteTopics(List.of(names.control()));
    }
    kafkaSide.fenceProducer(names.extractorTransactionalId()); // it finds no claim to come back by
    story.accept("Kafka: " + (topics.size() + (control ? 1 : 0)) + " topics gone");
  }

  /** State stores, which belong to topics that are gone. */
  private void state() {
    Path stores = config.state().resolve("transformer");
    if (!Files.exists(stores)) {
      return;
    }
    try (Stream<Path> files = Files.walk(stores)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw FileTrouble.ofState("cannot delete " + stores, failure);
    }
  }
}
