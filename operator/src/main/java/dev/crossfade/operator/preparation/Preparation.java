package dev.crossfade.operator.preparation;

import dev.crossfade.control.ControlKeys;
import dev.crossfade.control.ControlTopic;
import dev.crossfade.control.KafkaIdentity;
import dev.crossfade.control.MigrationTopics;
import dev.crossfade.control.SchemaTopic;
import dev.crossfade.databases.postgres.Session;
import dev.crossfade.extractor.oldside.OldSide;
import dev.crossfade.operator.broker.KafkaAccess;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.newschema.NewSchema;
import dev.crossfade.operator.newschema.NewTables;
import dev.crossfade.operator.newschema.ScratchPostgres;
import dev.crossfade.operator.oldcatalog.OldCatalog;
import dev.crossfade.operator.oldcatalog.OldCatalogReader;
import dev.crossfade.operator.planning.MappingPlanner;
import dev.crossfade.operator.planning.PlanSource;
import dev.crossfade.operator.planning.Planned;
import dev.crossfade.operator.planning.StageOrder;
import dev.crossfade.operator.planning.TableSizes;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TopicNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Makes ready what a migration needs in both databases and in Kafka.
 *
 * <p>Every step can be repeated. The number of the generation is written last: until then nothing
 * runs, and a preparation that was interrupted goes on when it is begun again.
 */
public final class Preparation {

  private final MigrationConfig config;
  private final KafkaAccess kafka;
  private final TopicNames names;
  private final Consumer<String> story;

  /** {@code story} is told of each step that is done. */
  public Preparation(MigrationConfig config, KafkaAccess kafka, Consumer<String> story) {
    this.config = config;
    this.kafka = kafka;
    this.names = new TopicNames(config.name());
    this.story = story;
  }

  /**
   * The generation that is prepared already, if one is.
   *
   * @throws OperatorFailure if its mapping was edited since
   * @throws dev.crossfade.control.KafkaForgotException if its topics are not those it began with
   */
  public Optional<MigrationPlan> existing() {
    try (Admin admin = kafka.admin()) {
      if (!new KafkaSide(admin, config.name()).hasTopic(names.control())) {
        return Optional.empty();
      }
      try (ControlTopic control = ControlTopic.committed(kafka.connection(), names)) {
        Optional<MigrationPlan> plan = control.currentPlan();
        plan.ifPresent(prepared -> mustBeIntact(admin, control, prepared));
        return plan;
      }
    }
  }

  private void mustBeIntact(Admin admin, ControlTopic control, MigrationPlan plan) {
    new PlanSource(config).mustBeTheOneOf(control);
    Optional<KafkaIdentity> identity = control.read(ControlKeys.IDENTITY, KafkaIdentity.class);
    if (identity.isPresent()) {
      identity
          .get()
          .mustBe(
              KafkaIdentity.read(
                  admin,
                  new MigrationTopics(plan, config.kafka().replication(), kafka.connection())
                      .names()));
    }
  }

  /**
   * Prepares generation 1.
   *
   * @param check its result, in order
   */
  public MigrationPlan run(MigrationCheck.Result check) throws SQLException {
    MigrationPlan first = plan(check);
    try (Admin admin = kafka.admin()) {
      tell(
          new MigrationTopics(first, config.kafka().replication(), kafka.connection())
              .create(admin));
      try (ControlTopic control = ControlTopic.committed(kafka.connection(), names)) {
        for (String done : config.newSide().database().beforeFirstWrite(config.name())) {
          story.accept("new database: " + done);
        }
        MigrationPlan plan = makeNewTables(check.tables(), control) ? replan() : first;
        MigrationTopics topics =
            new MigrationTopics(plan, config.kafka().replication(), kafka.connection());
        tell(topics.create(admin));
        KafkaIdentity identity = KafkaIdentity.read(admin, topics.names());
        mustHavePartitions(identity, plan);
        SchemaTopic.publish(kafka.connection(), plan);
        story.accept(topics.names().size() + " topics, " + plan.partitions() + " partitions each");
        prepareOldSide(plan, control);
        prepareNewSide(plan);
        control.put(ControlKeys.IDENTITY, identity);
        control.put(PlanSource.key(1), new PlanSource(config).fingerprint());
        control.put(ControlKeys.plan(1), plan);
        control.put(ControlKeys.GENERATION, 1);
        return plan;
      }
    }
  }

  private void tell(List<String> keptOtherwise) {
    if (!keptOtherwise.isEmpty()) {
      story.accept(
          "Kafka would have deleted records of topics that were there already; it keeps them now: "
              + String.join(", ", keptOtherwise));
    }
  }

  private MigrationPlan plan(MigrationCheck.Result check) throws SQLException {
    return ordered(
        check.mapping().orElseThrow().plan(1, config.kafka().partitions(), check.sensitive()));
  }

  private MigrationPlan ordered(MigrationPlan plan) throws SQLException {
    try (Connection connection = Session.open(config.oldSide().url())) {
      return new StageOrder(config).ordered(plan, TableSizes.read(connection, plan.oldTables()));
    }
  }

  /** Whether they were made, now or by an earlier try. */
  private boolean makeNewTables(NewTables tables, ControlTopic control) {
    boolean ours =
        control
            .read(PreparationNote.KEY, PreparationNote.class)
            .map(PreparationNote::schemaApplied)
            .orElse(false);
    if (!ours && tables.noneThere()) {
      control.put(PreparationNote.KEY, new PreparationNote(true));
      ours = true;
    }
    if (ours) {
      NewSchema.of(config).make();
      story.accept("new tables: " + tables.expected().size() + ", made from schema/");
    } else {
      tables.mustBeAllOrNone();
      story.accept("new tables: all " + tables.expected().size() + " were there already");
    }
    return ours;
  }

  /** Compiles against the real new tables: the scratch server may be another version. */
  private MigrationPlan replan() throws SQLException {
    Planned planned;
    try (ScratchPostgres scratch = ScratchPostgres.open()) {
      PostgresSide made = NewSchema.of(config).present().analysed(scratch);
      planned = new MappingPlanner(config).plan(config.oldSide().url(), made.url());
    }
    MigrationPlan plan =
        planned
            .mapping()
            .orElseThrow(
                () ->
                    OperatorFailure.refused(
                        "the mapping does not fit the new tables as they were made",
                        "see crossfade check; nothing runs yet"))
            .plan(1, config.kafka().partitions(), planned.sensitive());
    return ordered(plan);
  }

  private static void mustHavePartitions(KafkaIdentity identity, MigrationPlan plan) {
    for (Map.Entry<String, Integer> topic : identity.partitions().entrySet()) {
      boolean single =
          topic.getKey().equals(plan.topics().control())
              || topic.getKey().equals(plan.topics().schemas());
      if (!single && topic.getValue() != plan.partitions()) {
        throw OperatorFailure.refused(
            "the topic "
                + topic.getKey()
                + " is there already, with "
                + topic.getValue()
                + " partitions instead of "
                + plan.partitions(),
            "crossfade unprepare removes what an earlier try has left");
      }
    }
  }

  private void prepareOldSide(MigrationPlan plan, ControlTopic control) throws SQLException {
    try (Connection connection = Session.open(config.oldSide().url())) {
      Set<String> schemas = new TreeSet<>();
      schemas.add(config.oldSide().schema());
      plan.oldTables().stream().map(OldTable::id).forEach(id -> schemas.add(id.schema()));
      control.put(OldCatalog.KEY, new OldCatalogReader(connection).read(schemas));
      OldSide.prepare(connection, plan);
    }
    long full =
        plan.oldTables().stream()
            .filter(table -> table.identity() == OldTable.Identity.FULL)
            .count();
    story.accept(
        "old database: publication of "
            + plan.oldTables().size()
            + " tables, "
            + full
            + " with full replica identity");
  }

  private void prepareNewSide(MigrationPlan plan) throws SQLException {
    for (String done : config.newSide().database().prepare(plan)) {
      story.accept("new database: " + done);
    }
  }
}
