package dev.crossfade.extractor;

import dev.crossfade.extractor.files.DamagedFileException;
import dev.crossfade.extractor.staging.FileStage;
import dev.crossfade.extractor.staging.Staged;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a file again and again, and has every new version of it staged. */
public final class FileFeed implements OldFeed {

  private static final Logger LOG = LoggerFactory.getLogger(FileFeed.class);
  private static final Duration END_WAIT_MAX = Duration.ofSeconds(30);

  private final FileStage stage;
  private final Duration lookEvery;

  public FileFeed(FileStage stage, Duration lookEvery) {
    this.stage = stage;
    this.lookEvery = lookEvery;
  }

  @Override
  public Running start(Consumer<Optional<String>> complaints) {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "crossfade-file");
              thread.setDaemon(true);
              return thread;
            });
    Looks looks = new Looks(complaints);
    var unused =
        clock.scheduleWithFixedDelay(looks::look, 0, lookEvery.toMillis(), TimeUnit.MILLISECONDS);
    return () -> end(clock);
  }

  /** What is not committed is read again by the next start. */
  private static void end(ScheduledExecutorService clock) {
    clock.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (!clock.awaitTermination(END_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The reading of the file did not end within {}", END_WAIT_MAX);
      }
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says each thing once, however often it is met. */
  private final class Looks {

    private final Consumer<Optional<String>> complaints;
    private Optional<String> said = Optional.empty();

    Looks(Consumer<Optional<String>> complaints) {
      this.complaints = complaints;
    }

    void look() {
      try {
        Staged staged = stage.look();
        if (staged.outcome() == Staged.Outcome.READ) {
          LOG.info(
              "read a new version of the file: {} rows new, {} changed, {} gone",
              staged.inserted(),
              staged.updated(),
              staged.deleted());
        }
        if (staged.outcome() != Staged.Outcome.BEING_WRITTEN) {
          say(Optional.empty());
        }
      } catch (DamagedFileException damaged) {
        say(Optional.of(damaged.getMessage() + "; what was read before stands"));
      } catch (SQLException noAnswer) {
        say(
            Optional.of(
                "the database that holds the file's rows: SQLSTATE " + noAnswer.getSQLState()));
      } catch (RuntimeException unforeseen) {
        LOG.error("the file could not be read", unforeseen);
        say(Optional.of("the file could not be read: " + unforeseen.getClass().getSimpleName()));
      }
    }

    private void say(Optional<String> complaint) {
      if (!complaint.equals(said)) {
        complaint.ifPresent(text -> LOG.warn("{}", text));
        said = complaint;
        complaints.accept(complaint);
      }
    }
  }
}
