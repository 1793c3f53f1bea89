package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.corpus.Corpus;
import dev.crossfade.e2e.corpus.KeyTypes;
import dev.crossfade.e2e.harness.Comparison;
import dev.crossfade.e2e.harness.Database;
import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.RunningService;
import dev.crossfade.e2e.harness.Servers;
import org.junit.jupiter.api.Test;

/** Every type, every way of writing, every size and name arrives as PostgreSQL writes it. */
class TypeCorpusIT {

  private static final String ODD_OLD =
      """
      CREATE TABLE "We""ird Täble.with/ stuff" ("Ünï cøde" int PRIMARY KEY, "select" text, "a b" text, "quo""te" text, "UPPER" text);
      """;

  private static final String ODD_NEW =
      """
      CREATE TABLE "Näw ""Täble" ("from" int PRIMARY KEY, "select" text, "A b" text, "quo""te" text, "Ünï.cøde" text);
      """;

  private static final String ODD_MAPPING =
      """
      INSERT INTO "Näw ""Täble" ("from", "select", "A b", "quo""te", "Ünï.cøde")
      SELECT t."Ünï cøde", t."select", t."a b", t."quo""te", t."UPPER" FROM "We""ird Täble.with/ stuff" t;
      """;

  private static final String BIG =
      "CREATE TABLE big (id int PRIMARY KEY, body text, raw bytea, small int);\n";

  private static final String BIG_MAPPING =
      "INSERT INTO big (id, body, raw, small) SELECT b.id, b.body, b.raw, b.small FROM big b;\n";

  /**
   * Seen red when {@code TextValues} drops the fraction of a second: the row by change then differs
   * from its snapshot.
   */
  @Test
  void everyTypeArrivesBySnapshotByInsertAndByUpdate() {
    Corpus corpus = Corpus.of(Servers.shared().old().administration());
    String same = corpus.schema() + KeyTypes.schema() + BIG;
    try (Migration migration =
        Migration.of(
            "corpus",
            same + ODD_NEW,
            corpus.mapping() + KeyTypes.mapping() + BIG_MAPPING + ODD_MAPPING)) {
      Database old = migration.old();
      old.execute(same, ODD_OLD);
      corpus.insert(old, 100); // by snapshot
      corpus.insert(old, 200); // by snapshot, then touched
      corpus.insertEmpty(old, 400); // by update
      KeyTypes.fill(old);
      oddRow(old, 1);
      bigRow(old, 1);

      migration.run("prepare").yes();
      RunningService run = migration.start("run");
      migration.drain();
      assertThat(corpus.differences(old, migration.newer())).as("by snapshot").isEmpty();

      old.execute("UPDATE corpus SET touched = 1 WHERE id BETWEEN 200 AND 299");
      corpus.insert(old, 300); // by insert
      corpus.update(old, 400);
      KeyTypes.change(old);
      oddRow(old, 2);
      old.execute(
          "UPDATE \"We\"\"ird Täble.with/ stuff\" SET \"Ünï cøde\" = -1 WHERE \"select\" = 's1'");
      bigRow(old, 2);
      old.execute("UPDATE big SET small = 7"); // 10 MB stay where they are
      migration.drain();

      assertThat(corpus.differences(old, migration.newer())).as("by change").isEmpty();
      for (Comparison keys : KeyTypes.truth()) {
        keys.mustBeEqual(old, migration.newer());
      }
      Comparison.byFirst(
              "Näw \"Täble",
              "SELECT * FROM \"We\"\"ird Täble.with/ stuff\"",
              "SELECT * FROM \"Näw \"\"Täble\"")
          .mustBeEqual(old, migration.newer());
      String digests = "SELECT id, md5(body), length(body), md5(raw), length(raw), small FROM big";
      Comparison.byFirst("big", digests, digests).mustBeEqual(old, migration.newer());
      assertThat(migration.newer().ask("SELECT count(*) FROM crossfade.dead")).isEqualTo("0");
      assertThat(run.isAlive()).as(run.toString()).isTrue();
    }
  }

  private static void oddRow(Database old, int id) {
    old.execute(
        "INSERT INTO \"We\"\"ird Täble.with/ stuff\" VALUES (%1$d, 's%1$d', 'ä', '\"', NULL)"
            .formatted(id));
  }

  /** Ten million characters that do not compress, and a million bytes. */
  private static void bigRow(Database old, int id) {
    old.execute(
        """
        INSERT INTO big SELECT %d, string_agg(md5((i * 7 + %d)::text), ''),
          decode(string_agg(md5(i::text), '') FILTER (WHERE i <= 62500), 'hex'), 0
        FROM generate_series(1, 312500) i
        """
            .formatted(id, id));
  }
}
