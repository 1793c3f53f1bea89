package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.e2e.harness.Database;
import dev.crossfade.e2e.harness.Migration;
import dev.crossfade.e2e.harness.Outcome;
import dev.crossfade.e2e.harness.Services;
import dev.crossfade.e2e.harness.Services.Kind;
import dev.crossfade.e2e.quanta.Quanta;
import dev.crossfade.e2e.quanta.QuantaDamage;
import dev.crossfade.operator.demo.LiveWorkload;
import dev.crossfade.testkit.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Quanta's users become avatars, between two schemas of one database, by the built program. The
 * bugs are those of the application's own migration; each has a test that it does not exist here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuantaIT {

  private static final int USERS = 400;
  private static final int LAST = 99;

  private Migration migration;
  private Services services;
  private List<List<@Nullable String>> untouched;

  @BeforeAll
  void migrate() {
    migration = Quanta.withinOneDatabase(USERS);
    untouched = Quanta.oldSide(migration);
    migration.run("check").yes();
    migration.run("prepare").yes();
    services = Services.startedOn(migration);
    migration.drain();
  }

  @AfterAll
  void close() {
    migration.close();
  }

  /** Red when posts go to the default avatar of users who have avatars. */
  @Test
  @Order(1)
  void bug1PostsGoToTheAvatarOfTheirOwnUserAndOfNobodyElse() {
    String byUser = "SELECT %s AS who, count(*) FROM %s GROUP BY 1 HAVING count(*) > 0 ORDER BY 1";
    assertThat(
            ask(
                byUser.formatted(
                    "owner_user_id", "after.posts p JOIN after.avatars a ON a.id = p.avatar_id")))
        .isEqualTo(
            ask(
                byUser.formatted(
                    "user_id", "before.posts WHERE user_id IN (SELECT id FROM before.users)")))
        .hasSizeGreaterThan(100);
  }

  /** Red when users without an avatar are left out: {@code JOIN home}. */
  @Test
  @Order(1)
  void bug2EveryUserIsMigratedAndNoBatchIsPassedOver() {
    assertThat(
            one("SELECT count(*) FROM after.users JOIN after.avatars a ON a.id = active_avatar_id"))
        .isEqualTo("" + USERS);
  }

  /** Red when a post of nobody is dropped in silence: {@code JOIN users}. */
  @Test
  @Order(1)
  void bug4APostThatCannotBeCarriedStopsNothingElse() {
    assertThat(one("SELECT count(*) FROM crossfade.dead"))
        .isEqualTo(Quanta.postsOfNobody(migration))
        .isNotEqualTo("0");
    Quanta.mustBeTrue(migration);
  }

  /**
   * Red without one of the files in checks/, and when {@code FolderChecks} runs none of them. Each
   * check is red when it does not find the damage it is there for.
   */
  @Test
  @Order(1)
  void bug5EveryCheckThatIsPromisedIsThereAndRuns() throws IOException {
    QuantaDamage.mustAllBeFound(migration);
    JsonNode verified = migration.run("verify", "--json").yes().json();
    assertThat(verified.path("equal").asBoolean()).isTrue();
    assertThat(verified.path("checks").findValuesAsText("name"))
        .isEqualTo(QuantaDamage.checks())
        .hasSize(10);
    Path anybody = migration.folder().resolve("checks/011-anybody.sql");
    Files.writeString(anybody, "-- Anybody\nSELECT id FROM users;\n");
    try {
      Outcome found = migration.run("verify", "--json");
      assertThat(found.code()).isEqualTo(1);
      assertThat(found.json().path("checks").path(10).path("rows").asInt()).isEqualTo(USERS);
    } finally {
      Files.delete(anybody);
    }
  }

  /** Red without the key {@code users_active_avatar_own}. */
  @Test
  @Order(1)
  void bug6ANewUserCannotActAsSomebodyElsesAvatar() {
    Database alone = migration.newer();
    alone.execute(
        "CREATE SCHEMA trial",
        "SET search_path = trial; " + migration.read("schema/V001__tables.sql"));
    String user =
        "INSERT INTO trial.users (id, email, username, active_avatar_id) VALUES (%s, '%s', '%s', %s)";
    String avatar =
        "INSERT INTO trial.avatars (id, owner_user_id, name, bio, niche, personality_traits, personality_prompt)"
            + " VALUES (%s, %s, 'A', 'b', 'other', '{}', 'p')";
    String one = Quanta.user(1);
    String two = Quanta.user(2);
    alone.execute(
        user.formatted(one, "a", "a", one).replace("INSERT", "BEGIN; INSERT")
            + ";"
            + avatar.formatted(one, one)
            + "; COMMIT");
    assertThatThrownBy(() -> alone.execute(user.formatted(two, "b", "b", one)))
        .hasMessageContaining("users_active_avatar_own");
    alone.execute("DROP SCHEMA trial CASCADE");
  }

  /**
   * Red when {@code SelectAnalysis} tells another place than PostgreSQL's, and when {@code
   * PrepareVerb} goes on without a mapping.
   */
  @Test
  @Order(1)
  void bug7AColumnThatTheOldSchemaLacksIsNamedBeforeAnythingRuns() {
    try (Migration lacking = Quanta.between("before", "after")) {
      lacking.old().execute("CREATE SCHEMA before");
      Quanta.createOldTables(lacking.old(), "before");
      lacking.old().execute("ALTER TABLE before.users DROP COLUMN bio");
      Outcome checked = lacking.run("check");
      assertThat(checked.code()).isEqualTo(1);
      assertThat(checked.out() + checked.err())
          .contains("u.bio")
          .contains("mapping.sql:" + lineOf("u.bio") + ":");
      assertThat(lacking.run("prepare").code()).isEqualTo(1);
      assertThat(
              lacking
                  .old()
                  .query(
                      """
                      SELECT nspname FROM pg_namespace WHERE nspname IN ('after', 'crossfade')
                      UNION ALL SELECT pubname FROM pg_publication
                      """))
          .isEmpty();
    }
  }

  private long lineOf(String text) {
    String mapping = migration.read("mapping.sql");
    return mapping.substring(0, mapping.indexOf(text)).lines().count();
  }

  /** Red when SamePlace finds nothing: another error is told then. */
  @Test
  @Order(1)
  void oneSchemaForBothSidesIsRefusedByName() {
    try (Migration same = Quanta.between("public", "public")) {
      Quanta.createOldTables(same.old(), "public");
      Outcome checked = same.run("check");
      assertThat(checked.code()).isEqualTo(1);
      assertThat(checked.out() + checked.err())
          .contains("the same schema public of the same database")
          .contains("avatars, posts, users");
    }
  }

  /** Red when follows of users without an avatar are left out: {@code JOIN home}. */
  @Test
  @Order(1)
  void bug9MoreThanAPageOfRowsIsReadAndCounted() {
    assertThat(Integer.parseInt(String.valueOf(one("SELECT count(*) FROM after.avatar_follows"))))
        .isGreaterThan(1_000)
        .isEqualTo(
            Integer.parseInt(
                String.valueOf(
                    one(
                        """
                        SELECT count(DISTINCT (follower_user_id, followed_user_id)) FROM before.follows
                        WHERE follower_user_id IN (SELECT id FROM before.users)
                          AND followed_user_id IN (SELECT id FROM before.users)
                        """))));
  }

  /**
   * Red, with all others, when {@code Deferred} takes no triggers off: the loader meets them and
   * gives up.
   */
  @Test
  @Order(1)
  void bug10TheTriggersOfTheNewSchemaDoNotWriteBesideTheLoader() {
    assertThat(
            ask(
                """
                SELECT DISTINCT tgenabled::text FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
                WHERE relnamespace = 'after'::regnamespace AND tgname LIKE '%counted'
                """))
        .containsExactly(List.of("D"));
  }

  /**
   * Users 13 and 14 have no avatar, user 30 has three, user 20 one. Red when posts go to the active
   * avatar, when {@code following_count} is 0, and without the NOT EXISTS before the default
   * avatars.
   */
  @Test
  @Order(2)
  void bugs8And11And12AndSwitchingAvatarsMovesNothing() {
    String posts = "SELECT id, avatar_id FROM after.posts ORDER BY 1";
    List<List<@Nullable String>> postsBefore = ask(posts);
    String defaultAvatar = one("SELECT md5('avatar:' || " + Quanta.user(13) + ")::uuid");
    String avatars = "SELECT id FROM after.avatars WHERE owner_user_id = " + Quanta.user(13);
    assertThat(ask(avatars)).containsExactly(List.of(String.valueOf(defaultAvatar)));

    migration
        .old()
        .execute(
            "UPDATE before.users SET active_avatar_id = md5('avatar 1 30 2')::uuid WHERE id = "
                + Quanta.user(30),
            "INSERT INTO before.follows (id, follower_user_id, followed_user_id) SELECT gen_random_uuid(), "
                + Quanta.user(14)
                + ", id FROM before.users");
    migration.drain();
    assertThat(ask(posts)).as("R6: switching moves no post").isEqualTo(postsBefore);
    assertThat(one("SELECT following_count FROM after.users WHERE id = " + Quanta.user(14)))
        .as("bug 12: counters are counted")
        .isEqualTo("" + USERS);

    migration
        .old()
        .execute(
            """
            INSERT INTO before.avatars (id, owner_user_id, name, bio, niche, personality_traits, personality_prompt)
            VALUES (md5('mine')::uuid, %s, ' ', '', 'art', '{}', '')
            """
                .formatted(Quanta.user(13)));
    migration.drain();
    assertThat(ask(avatars))
        .as("bug 11: never two")
        .hasSize(1)
        .isNotEqualTo(List.of(List.of(String.valueOf(defaultAvatar))));
    migration.old().execute("DELETE FROM before.avatars WHERE id = md5('mine')::uuid");
    migration.drain();
    assertThat(ask(avatars))
        .as("bug 11: the same again")
        .containsExactly(List.of(String.valueOf(defaultAvatar)));
    assertThat(ask(posts)).isEqualTo(postsBefore);
    migration
        .old()
        .execute("DELETE FROM before.follows WHERE follower_user_id = " + Quanta.user(14));
    migration.drain();
    assertThat(one("SELECT following_count FROM after.users WHERE id = " + Quanta.user(14)))
        .isEqualTo("0");
    Quanta.mustBeTrue(migration);
  }

  /** Red when mapping.sql says one thing and the README another: each of the lines above. */
  @Test
  @Order(3)
  void staysTrueWhileItsCreatorsGoOnAndEachServiceIsKilled() {
    try (LiveWorkload life = Quanta.life(migration, 5, 150)) {
      life.start();
      for (Kind kind : Kind.values()) {
        long until = life.totals().rowChanges() + 200;
        Deadline.until(
            Migration.WAIT_MAX, "the creators go on", () -> life.totals().rowChanges() > until);
        services.killAndRestart(kind);
      }
      life.stop();
    }
    services.mustAllRun();
    migration.drain();
    Quanta.mustBeTrue(migration);
    assertThat(one("SELECT count(*) FROM crossfade.dead"))
        .isEqualTo(Quanta.postsOfNobody(migration));
    assertThat(migration.run("verify", "--json").yes().json().path("equal").asBoolean()).isTrue();
  }

  /**
   * Red when {@code NewSide.beginGeneration} does not empty the tables: the added follow stays. Red
   * when {@code Supervised.follow} does nothing.
   */
  @Test
  @Order(4)
  void runningItAgainOrReplayingItChangesNothing() {
    List<List<@Nullable String>> rows = Quanta.newRows(migration);
    migration.run("prepare").yes();
    migration.drain();
    assertThat(Quanta.newRows(migration)).isEqualTo(rows);
    QuantaDamage.addAFollow(migration);
    migration.run("replay").yes();
    migration.drain();
    assertThat(Quanta.newRows(migration)).isEqualTo(rows);
  }

  /**
   * Bugs 3 and 8: going back deletes no post, and takes no active avatar from anybody. Red without
   * {@code ReplicaIdentity.restoreAll}, without {@code DROP PUBLICATION} in {@code OldSide}, and
   * when {@code SchemaRemoval} drops in the old schema.
   */
  @Test
  @Order(LAST)
  void unprepareLeavesTheOldSchemaAsItWas() {
    List<List<@Nullable String>> rows = Quanta.oldSide(migration);
    for (Kind kind : Kind.values()) {
      services.of(kind).stop();
    }
    migration.run("unprepare", "--yes").yes();
    List<List<@Nullable String>> left = Quanta.oldSide(migration);
    assertThat(rowsOf(left)).isEqualTo(rowsOf(rows)).isNotEmpty();
    assertThat(rest(left)).isEqualTo(rest(untouched));
  }

  private static final List<String> ROWS = List.of("user", "avatar", "post", "follow", "log");

  private static List<List<@Nullable String>> rowsOf(List<List<@Nullable String>> all) {
    return all.stream().filter(line -> ROWS.contains(line.get(0))).toList();
  }

  private static List<List<@Nullable String>> rest(List<List<@Nullable String>> all) {
    return all.stream().filter(line -> !ROWS.contains(line.get(0))).toList();
  }

  private List<List<@Nullable String>> ask(String sql) {
    return migration.newer().query(sql);
  }

  private @Nullable String one(String sql) {
    return migration.newer().ask(sql);
  }
}
