package dev.crossfade.operator.planning;

import dev.crossfade.control.ControlTopic;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.failure.OperatorFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a generation was made from: mapping.sql and its parameters. A generation is bound to it, so
 * a file that was edited under a running generation is noticed.
 */
public final class PlanSource {

  private final MigrationConfig config;

  public PlanSource(MigrationConfig config) {
    this.config = config;
  }

  /** Kept in the control topic for each generation. */
  public record Fingerprint(String sha256) {}

  public static String key(int generation) {
    return "source/" + generation;
  }

  /** The text of mapping.sql. */
  public String mapping() {
    try {
      return Files.readString(config.mappingSql(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + config.mappingSql(), unreadable);
    }
  }

  public Fingerprint fingerprint() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(mapping().getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, String> parameter : new TreeMap<>(config.parameters()).entrySet()) {
        sha.update((byte) 0);
        sha.update(parameter.getKey().getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        sha.update(parameter.getValue().getBytes(StandardCharsets.UTF_8));
      }
      return new Fingerprint(HexFormat.of().formatHex(sha.digest()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("a Java without SHA-256", impossible);
    }
  }

  /**
   * Refuses to run a generation whose mapping was edited.
   *
   * @return the number of the current generation
   * @throws OperatorFailure if nothing is prepared, or the folder says something else by now
   */
  public int mustBeTheOneOf(ControlTopic control) {
    int generation =
        control
            .generation()
            .orElseThrow(
                () ->
                    OperatorFailure.refused(
                        "the migration " + config.name() + " is not prepared",
                        "run crossfade prepare " + config.folder().getFileName()));
    Fingerprint began =
        control.read(key(generation), Fingerprint.class).orElseGet(this::fingerprint);
    if (!began.equals(fingerprint())) {
      throw OperatorFailure.refused(
          "mapping.sql (or a parameter) was edited since generation " + generation + " began",
          "put it back, or begin a new generation with it: crossfade replay");
    }
    return generation;
  }
}
