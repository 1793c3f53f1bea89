package dev.crossfade.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The names of a migration's topics, slot, publication and groups.
 *
 * <p>Names of schemas and tables are encoded reversibly into Kafka's alphabet: ASCII letters,
 * digits and {@code _} stay, every other byte of the UTF-8 form becomes {@code -xx}.
 */
public record TopicNames(String migration) {

  /** Kafka's own limit. */
  public static final int LENGTH_MAX = 249;

  public TopicNames {
    if (!migration.matches("[a-z][a-z0-9_]{0,39}")) {
      throw new IllegalArgumentException(
          "a migration's name is 1 to 40 small letters, digits and _, beginning with a letter, not "
              + migration);
    }
  }

  public String control() {
    return prefix() + "control";
  }

  public String schemas() {
    return prefix() + "schemas";
  }

  public String dead() {
    return prefix() + "dead";
  }

  public String old(TableId table) {
    return prefix() + "old." + encode(table.schema()) + "." + encode(table.name());
  }

  public String newTable(int generation, TableId table) {
    return prefix() + "g" + generation + ".new." + encode(table.name());
  }

  /**
   * What feeds the write step of an arranged new table: asserts and retracts, partitioned by the
   * new key.
   */
  public String arranged(int generation, TableId table) {
    return prefix() + "g" + generation + ".arranged." + encode(table.name());
  }

  /**
   * What feeds a step in which rows of one statement meet: a join or a group, partitioned by the
   * key they meet at.
   *
   * @param statement its place among the plan's statements, from 0
   * @param step its number within the statement, from 0
   */
  public String step(int generation, int statement, int step) {
    return prefix() + "g" + generation + ".step." + statement + "." + step;
  }

  /** Kafka Streams' application id; its internal topics begin with it. */
  public String transformerApplication(int generation) {
    return prefix() + "g" + generation + ".transformer";
  }

  public String loaderGroup(int generation) {
    return prefix() + "g" + generation + ".loader";
  }

  public String extractorTransactionalId() {
    return prefix() + "extractor";
  }

  /** Name of the replication slot in the old database; at most 63 bytes. */
  public String slot() {
    return "crossfade_" + migration;
  }

  public String publication() {
    return "crossfade_" + migration;
  }

  /** Prefix of the logical messages that carry markers. */
  public String messagePrefix() {
    return "crossfade." + migration;
  }

  private String prefix() {
    return "crossfade." + migration + ".";
  }

  /** Encodes one name. */
  public static String encode(String name) {
    StringBuilder encoded = new StringBuilder(name.length() + 8);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_') {
        encoded.append((char) b);
      } else {
        encoded.append(String.format(Locale.ROOT, "-%02x", b & 0xff));
      }
    }
    return encoded.toString();
  }

  /**
   * Undoes {@link #encode}.
   *
   * @throws IllegalArgumentException if {@code encoded} is not the encoding of any name
   */
  public static String decode(String encoded) {
    byte[] bytes = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '-') {
        if (i + 3 > encoded.length()) {
          throw new IllegalArgumentException("not an encoded name: " + encoded);
        }
        bytes[length++] = (byte) Integer.parseInt(encoded.substring(i + 1, i + 3), 16);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
