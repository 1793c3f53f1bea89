package dev.crossfade.e2e.corpus;

import dev.crossfade.e2e.harness.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One table with a column of each type; row after row takes each column's next value. */
public final class Corpus {

  /** Enough that each value of each column stands in a row. */
  public static final int ROWS = 14;

  private static final String TYPES =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok', 'very happy', 'it''s "quoted", \\ and so on');
      CREATE TYPE pair AS (a int, b text);
      CREATE DOMAIN positive AS int CHECK (value > 0);
      CREATE DOMAIN code AS varchar(6) CHECK (value ~ '^[A-Z ]*$');
      CREATE DOMAIN tags AS text[];
      """;

  private final List<Sample> samples;

  private Corpus(List<Sample> samples) {
    this.samples = samples;
  }

  /** All types of this server; those of extensions where it has them. */
  public static Corpus of(Database database) {
    List<Sample> samples = new ArrayList<>(BuiltIn.SAMPLES);
    for (Sample sample : BuiltIn.OF_EXTENSIONS) {
      if (has(database, sample.type())) {
        samples.add(sample);
      }
    }
    return new Corpus(samples);
  }

  private static boolean has(Database database, String extension) {
    return !"0"
        .equals(
            database.ask(
                "SELECT count(*) FROM pg_available_extensions WHERE name = '" + extension + "'"));
  }

  /** The table {@code corpus} and its types, the same on both sides. */
  public String schema() {
    return extensions()
        + TYPES
        + "CREATE TABLE corpus (id int PRIMARY KEY, touched int,\n  "
        + samples.stream()
            .map(sample -> sample.column() + " " + sample.type())
            .collect(Collectors.joining(",\n  "))
        + ");\n";
  }

  private String extensions() {
    return samples.stream()
        .filter(BuiltIn.OF_EXTENSIONS::contains)
        .map(sample -> "CREATE EXTENSION " + sample.type() + ";\n")
        .collect(Collectors.joining());
  }

  /** Every column passes untouched. */
  public String mapping() {
    return "INSERT INTO corpus (id, touched, "
        + columns("")
        + ")\nSELECT c.id, c.touched, "
        + columns("c.")
        + "\nFROM corpus c;\n";
  }

  private String columns(String prefix) {
    return samples.stream()
        .map(sample -> prefix + sample.column())
        .collect(Collectors.joining(", "));
  }

  /** Inserts {@link #ROWS} rows whose ids begin with {@code first}. */
  public void insert(Database database, int first) {
    for (int row = 0; row < ROWS; row++) {
      int number = row;
      database.execute(
          "INSERT INTO corpus VALUES (%d, 0, %s)"
              .formatted(
                  first + row,
                  samples.stream()
                      .map(sample -> sample.literal(number))
                      .collect(Collectors.joining(", "))));
    }
  }

  /** Inserts rows of NULLs, to be updated later. */
  public void insertEmpty(Database database, int first) {
    database.execute(
        "INSERT INTO corpus (id) SELECT generate_series(%d, %d)"
            .formatted(first, first + ROWS - 1));
  }

  /** Gives the rows from {@code first} on the values that {@link #insert} gives. */
  public void update(Database database, int first) {
    for (int row = 0; row < ROWS; row++) {
      int number = row;
      database.execute(
          "UPDATE corpus SET %s WHERE id = %d"
              .formatted(
                  samples.stream()
                      .map(sample -> sample.column() + " = " + sample.literal(number))
                      .collect(Collectors.joining(", ")),
                  first + row));
    }
  }

  /** What differs, as {@code column of id: old, new}; both sides as their servers' text. */
  public List<String> differences(Database old, Database newer) {
    List<String> differences = new ArrayList<>();
    if (!ids(old).equals(ids(newer))) {
      differences.add("ids: " + ids(old) + ", " + ids(newer));
    }
    for (Sample sample : samples) {
      String text = "SELECT id, %s::text FROM corpus ORDER BY id".formatted(sample.column());
      List<? extends List<?>> should = old.query(text);
      List<? extends List<?>> does = newer.query(text);
      for (int row = 0; row < Math.min(should.size(), does.size()); row++) {
        if (!should.get(row).equals(does.get(row))) {
          differences.add(sample.column() + ": " + should.get(row) + ", " + does.get(row));
        }
      }
    }
    return differences;
  }

  private static List<?> ids(Database database) {
    return database.query("SELECT id, touched FROM corpus ORDER BY id");
  }
}
