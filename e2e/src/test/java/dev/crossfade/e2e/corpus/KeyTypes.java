package dev.crossfade.e2e.corpus;

import dev.crossfade.e2e.harness.Comparison;
import dev.crossfade.e2e.harness.Database;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables whose primary key has a type that writes one key in several ways. Each row is inserted,
 * then moved to another way of writing the same key, or to another key, or deleted.
 */
public final class KeyTypes {

  /** First written as, then as the same key, another key, a key that is deleted. */
  private record Key(
      String table, String type, String first, String same, String other, String gone) {}

  private static final List<Key> KEYS =
      List.of(
          new Key("k_numeric", "numeric", "1.0", "1.00", "2.5", "NaN"),
          new Key("k_char", "char(4)", "ab", "ab  ", "abc", ""),
          new Key("k_float", "double precision", "-0", "0", "1e-300", "NaN"),
          new Key("k_interval", "interval", "1 day", "24 hours", "25 hours", "-1 mon"),
          new Key(
              "k_timestamptz",
              "timestamptz",
              "2024-01-01 00:00:00+00",
              "2024-01-01 02:00:00+02",
              "infinity",
              "4713-01-01 00:00:00+00 BC"),
          new Key("k_text", "text", "grüße", "grüße", "🦆 ' \" \\ ", ""),
          new Key(
              "k_uuid",
              "uuid",
              "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
              "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
              "00000000-0000-0000-0000-000000000001",
              "00000000-0000-0000-0000-000000000000"),
          new Key("k_date", "date", "2024-02-29", "2024-02-29", "infinity", "0044-03-15 BC"),
          new Key("k_bytea", "bytea", "\\x00", "\\000", "\\xff", "\\x"),
          new Key("k_boolean", "boolean", "true", "t", "true", "false"));

  private KeyTypes() {}

  /** The same on both sides. */
  public static String schema() {
    StringBuilder schema = new StringBuilder();
    for (Key key : KEYS) {
      schema.append(
          "CREATE TABLE %s (k %s PRIMARY KEY, note text);\n".formatted(key.table(), key.type()));
    }
    return schema.toString();
  }

  public static String mapping() {
    StringBuilder mapping = new StringBuilder();
    for (Key key : KEYS) {
      mapping.append(
          "INSERT INTO %1$s (k, note) SELECT t.k, t.note FROM %1$s t;\n".formatted(key.table()));
    }
    return mapping.toString();
  }

  /** Before the snapshot. */
  public static void fill(Database old) {
    for (Key key : KEYS) {
      insert(old, key.table(), key.first());
      insert(old, key.table(), key.gone());
    }
  }

  /** After the snapshot: one key written anew, changed again, one added, one deleted. */
  public static void change(Database old) {
    for (Key key : KEYS) {
      move(old, key, key.first(), key.same());
      if (!key.other().equals(key.first())) {
        insert(old, key.table(), key.other());
        old.execute(
            "UPDATE %s SET note = 'again' WHERE k = '%s'"
                .formatted(key.table(), quoted(key.first())));
      }
      old.execute("DELETE FROM %s WHERE k = '%s'".formatted(key.table(), quoted(key.gone())));
    }
  }

  private static void move(Database old, Key key, String from, String to) {
    old.execute(
        "UPDATE %s SET k = '%s', note = 'moved' WHERE k = '%s'"
            .formatted(key.table(), quoted(to), quoted(from)));
  }

  private static void insert(Database old, String table, String value) {
    old.execute("INSERT INTO %s VALUES ('%s', 'new')".formatted(table, quoted(value)));
  }

  private static String quoted(String value) {
    return value.replace("'", "''");
  }

  /** Both sides as text, the key too: its last way of writing is kept. */
  public static List<Comparison> truth() {
    List<Comparison> truth = new ArrayList<>();
    for (Key key : KEYS) {
      String rows = "SELECT k::text, note FROM " + key.table();
      truth.add(Comparison.byFirst(key.table(), rows, rows));
    }
    return truth;
  }
}
