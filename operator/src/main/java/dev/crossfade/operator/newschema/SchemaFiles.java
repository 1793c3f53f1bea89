package dev.crossfade.operator.newschema;

import dev.crossfade.operator.config.SchemaSpan;
import dev.crossfade.operator.failure.OperatorFailure;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** The ordered SQL files of {@code schema/}. */
final class SchemaFiles {

  /** Flyway's own table, made beside the new ones. */
  static final String HISTORY = "flyway_schema_history";

  private final Path folder;
  private final SchemaSpan span;

  /** Those of {@code span}; what comes before it is there already. */
  SchemaFiles(Path folder, SchemaSpan span) {
    this.folder = folder;
    this.span = span;
  }

  /**
   * Applies the files that are not applied yet; each in a transaction of its own, so that a second
   * call goes on where the first was interrupted.
   *
   * @param shown names the database in messages
   * @throws OperatorFailure if a file is refused; the files before it stay applied
   */
  void applyTo(DataSource source, String schema, String shown) {
    try {
      Flyway.configure()
          .dataSource(source)
          .locations("filesystem:" + folder)
          .defaultSchema(schema)
          .createSchemas(true)
          .baselineOnMigrate(true) // the schema may hold other tables
          .baselineVersion(String.valueOf(Math.max(0, span.first() - 1)))
          .target(
              span.last() == SchemaSpan.END
                  ? MigrationVersion.LATEST
                  : MigrationVersion.fromVersion(String.valueOf(span.last())))
          .table(HISTORY)
          .placeholderReplacement(false)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException refused) {
      throw OperatorFailure.refused(
              "a file of " + folder + " cannot be applied to " + shown + ": " + reason(refused),
              "mend the file, or apply the schema yourself; what was applied before it stays")
          .because(refused);
    }
  }

  /** File, line and the server's message, on one line. */
  private static String reason(FlywayException refused) {
    return String.valueOf(refused.getMessage())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.matches("-+"))
        .limit(8)
        .reduce((left, right) -> left + "; " + right)
        .orElse("no message");
  }
}
