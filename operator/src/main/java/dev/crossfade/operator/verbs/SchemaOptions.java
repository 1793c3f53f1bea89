package dev.crossfade.operator.verbs;

import dev.crossfade.operator.config.MigrationConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which packages of the new schema a verb is about. */
final class SchemaOptions {

  @Option(
      names = "--schema-from",
      paramLabel = "PACKAGE",
      description =
          "The tables of the packages of schema/ before this one are there already. Default: the first.")
  private @Nullable String from;

  @Option(
      names = "--schema-to",
      paramLabel = "PACKAGE",
      description = "Makes nothing of the packages after this one. Default: the last.")
  private @Nullable String to;

  MigrationConfig applyTo(MigrationConfig config) {
    return config.withSchema(from, to);
  }
}
