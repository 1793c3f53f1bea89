package dev.crossfade.e2e.harness;

import java.util.EnumMap;
import java.util.Map;

/** The three services of a migration, each in a process of its own. */
public final class Services {

  /** Each by the verb that runs it. */
  public enum Kind {
    EXTRACT,
    TRANSFORM,
    LOAD
  }

  private final Migration migration;
  private final Map<Kind, RunningService> running = new EnumMap<>(Kind.class);

  private Services(Migration migration) {
    this.migration = migration;
  }

  public static Services startedOn(Migration migration) {
    Services services = new Services(migration);
    for (Kind kind : Kind.values()) {
      services.start(kind);
    }
    return services;
  }

  public void start(Kind kind) {
    running.put(kind, migration.start(kind.name().toLowerCase(java.util.Locale.ROOT)));
  }

  public RunningService of(Kind kind) {
    return running.get(kind);
  }

  /** SIGKILL, then a new process; one that had ended by itself is a failure. */
  public void killAndRestart(Kind kind) {
    mustRun(kind);
    of(kind).kill();
    start(kind);
  }

  public void mustAllRun() {
    for (Kind kind : Kind.values()) {
      mustRun(kind);
    }
  }

  private void mustRun(Kind kind) {
    if (!of(kind).isAlive()) {
      throw new AssertionError("gave up by itself: " + of(kind));
    }
  }
}
