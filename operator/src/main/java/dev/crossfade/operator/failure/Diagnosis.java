package dev.crossfade.operator.failure;

import dev.crossfade.control.KafkaForgotException;
import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.embedded.EmbeddedServerException;
import dev.crossfade.extractor.NotPreparedException;
import dev.crossfade.extractor.WalOverBudgetException;
import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.oldside.OldSideRefusedException;
import dev.crossfade.extractor.topics.ExtractorFencedException;
import dev.crossfade.loader.LoaderException;
import dev.crossfade.transformer.TransformerException;
import dev.crossfade.verifier.VerificationException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;

/** Tells what a person can do something about from our own bugs. */
public final class Diagnosis {

  private static final int CAUSES_MAX = 20;

  private static final List<Class<? extends Throwable>> REFUSALS =
      List.of(
          DamagedFileException.class,
          KafkaForgotException.class,
          OldSideRefusedException.class,
          NotPreparedException.class,
          WalOverBudgetException.class,
          ExtractorFencedException.class,
          TransformerException.class,
          LoaderException.class,
          VerificationException.class);

  private Diagnosis() {}

  /** The failure that an exception, or a cause of it, means; empty for a bug of ours. */
  public static Optional<OperatorFailure> of(Throwable thrown) {
    return first(thrown, Diagnosis::told)
        .or(() -> first(thrown, Diagnosis::outside))
        .or(() -> first(thrown, Diagnosis::ours))
        .or(() -> first(thrown, FileTrouble::of));
  }

  private static Optional<OperatorFailure> first(
      Throwable thrown, Function<Throwable, Optional<OperatorFailure>> meaning) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
      Optional<OperatorFailure> failure = meaning.apply(cause);
      if (failure.isPresent()) {
        return failure;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Optional<OperatorFailure> told(Throwable cause) {
    return cause instanceof OperatorFailure failure ? Optional.of(failure) : Optional.empty();
  }

  /** A server that does not answer, or refuses us. */
  private static Optional<OperatorFailure> outside(Throwable cause) {
    return cause instanceof SQLException sql ? database(sql) : kafka(cause);
  }

  /** What the services themselves refuse: their messages say what to mend. */
  private static Optional<OperatorFailure> ours(Throwable cause) {
    if (cause instanceof EmbeddedServerException) {
      return Optional.of(
          OperatorFailure.unreachable(
              String.valueOf(cause.getMessage()), "the message above names the mend", cause));
    }
    return REFUSALS.stream().anyMatch(kind -> kind.isInstance(cause))
        ? Optional.of(
            OperatorFailure.refused(
                    String.valueOf(cause.getMessage()),
                    "nothing is lost; try again once that is mended")
                .because(cause))
        : Optional.empty();
  }

  private static Optional<OperatorFailure> kafka(Throwable cause) {
    if (cause instanceof TimeoutException || cause instanceof DisconnectException) {
      return Optional.of(
          OperatorFailure.unreachable(
              "Kafka does not answer: " + cause.getMessage(),
              "see whether the brokers run and whether kafka.bootstrap names them",
              cause));
    }
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      return Optional.of(
          OperatorFailure.unreachable(
              "Kafka does not let us in: " + cause.getMessage(),
              "see kafka.properties and the rights of that user",
              cause));
    }
    if (cause instanceof ConfigException) {
      return Optional.of(
          OperatorFailure.misconfigured(
                  "Kafka's client refuses its configuration: " + cause.getMessage(),
                  "see kafka.bootstrap and kafka.properties in migration.yaml")
              .because(cause));
    }
    return Optional.empty();
  }

  private static Optional<OperatorFailure> database(SQLException sql) {
    if (SqliteRefusal.isOne(sql)) {
      return SqliteDiagnosis.of(sql);
    }
    String state = String.valueOf(sql.getSQLState());
    if (state.startsWith("08") || state.startsWith("57P")) {
      return Optional.of(
          OperatorFailure.unreachable(
              "a database does not answer: " + firstLine(sql),
              "see whether it runs, and whether host and port are right",
              sql));
    }
    if (state.startsWith("28") || state.equals("3D000") || state.equals("53300")) {
      return Optional.of(
          OperatorFailure.unreachable(
              "a database does not let us in: " + firstLine(sql),
              "see user, password and database in migration.yaml and the environment",
              sql));
    }
    if (state.equals("55P03") || state.equals("55006")) {
      return Optional.of(
          OperatorFailure.refused(
                  "something is in use: " + firstLine(sql),
                  "stop the services and whoever holds the lock, and try again")
              .because(sql));
    }
    if (state.startsWith("53") || state.equals("25006")) {
      return Optional.of(
          OperatorFailure.refused(
                  "a database cannot take it: " + firstLine(sql),
                  "see its disk, its memory, and whether it is read-only; then try again")
              .because(sql));
    }
    if (state.equals("42501")) {
      return Optional.of(
          OperatorFailure.refused(
                  "a privilege is missing: " + firstLine(sql),
                  "grant it, or connect as the owner of the tables")
              .because(sql));
    }
    return Optional.empty();
  }

  /** The first line: details below it may hold a row's values. */
  private static String firstLine(SQLException sql) {
    return String.valueOf(sql.getMessage()).lines().findFirst().orElse("no message");
  }
}
