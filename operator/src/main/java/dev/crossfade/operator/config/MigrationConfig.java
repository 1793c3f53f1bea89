package dev.crossfade.operator.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A migration folder, read and found to be in order.
 *
 * @param folder absolute
 * @param name prefixes topics, slot, publication and groups
 * @param state where the embedded broker, the state stores and the logs live; absolute
 * @param parameters values for {@code :name} in mapping.sql
 * @param sensitive columns, old or new, whose values may stand nowhere but in rows; each has its
 *     column
 */
public record MigrationConfig(
    Path folder,
    String name,
    Path state,
    OldSide oldSide,
    NewSide newSide,
    KafkaSection kafka,
    Map<String, String> parameters,
    List<LeftOut> leftOut,
    List<SqlName> sensitive,
    Limits limits,
    Order order) {

  public MigrationConfig {
    parameters = Map.copyOf(parameters);
    leftOut = List.copyOf(leftOut);
    sensitive = List.copyOf(sensitive);
  }

  /** The same migration with its old side as it is now. */
  public MigrationConfig withOldSide(OldSide now) {
    return with(state, now, newSide, order);
  }

  /** The same migration with its new side as it is now. */
  public MigrationConfig withNewSide(NewSide now) {
    return with(state, oldSide, now, order);
  }

  /** The same migration, its broker, state stores and logs in another folder. */
  public MigrationConfig withState(Path elsewhere) {
    return with(elsewhere, oldSide, newSide, order);
  }

  /**
   * The same migration, of whose new schema only some packages are made.
   *
   * @param from the first of them; null for the first there is
   * @param to the last of them; null for the last there is
   * @throws dev.crossfade.operator.failure.OperatorFailure if there is no such package, or they
   *     stand the other way round
   */
  public MigrationConfig withSchema(@Nullable String from, @Nullable String to) {
    return with(order.schemaPackages().span(from, to));
  }

  /** The same migration, of whose new schema only some versions are made. */
  public MigrationConfig with(SchemaSpan span) {
    return with(state, oldSide, newSide, order.with(span));
  }

  private MigrationConfig with(Path inState, OldSide from, NewSide to, Order inOrder) {
    return new MigrationConfig(
        folder, name, inState, from, to, kafka, parameters, leftOut, sensitive, limits, inOrder);
  }

  public Path file() {
    return folder.resolve(MigrationFile.NAME);
  }

  public Path mappingSql() {
    return folder.resolve("mapping.sql");
  }

  /** The new schema, as ordered SQL files. */
  public Path schemaFolder() {
    return folder.resolve("schema");
  }

  /** The migration's own checks; it need not be there. */
  public Path checksFolder() {
    return folder.resolve("checks");
  }

  public Path logs() {
    return state.resolve("logs");
  }
}
