package dev.crossfade.e2e.quanta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Migration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** New rows as they should not be: one damage for each file of {@code checks/}. */
public final class QuantaDamage {

  private static final String USER = Quanta.user(13);
  private static final String NOBODY = "md5('nobody')::uuid";

  /** By the check that is there for it. User 13 has no avatar but the default one. */
  private static final Map<String, String> DAMAGES =
      new TreeMap<>(
          Map.of(
              "001-users-without-active-avatar",
                  "ALTER TABLE users ALTER active_avatar_id DROP NOT NULL;"
                      + "UPDATE users SET active_avatar_id = NULL WHERE id = "
                      + USER,
              "002-active-avatar-not-own",
                  "UPDATE users SET active_avatar_id = (SELECT id FROM avatars WHERE owner_user_id <> "
                      + USER
                      + " LIMIT 1) WHERE id = "
                      + USER,
              "003-avatars-without-owner",
                  "UPDATE avatars SET owner_user_id = " + NOBODY + " WHERE owner_user_id = " + USER,
              "004-posts-without-avatar",
                  "UPDATE posts SET avatar_id = "
                      + NOBODY
                      + " WHERE id = (SELECT id FROM posts LIMIT 1)",
              "005-follows-to-nobody",
                  "UPDATE avatar_follows SET avatar_id = "
                      + NOBODY
                      + " WHERE ctid = (SELECT ctid FROM avatar_follows LIMIT 1)",
              "006-usernames-twice",
                  "ALTER TABLE users DROP CONSTRAINT users_username_key;"
                      + "UPDATE users SET username = 'one' WHERE id IN ("
                      + Quanta.user(1)
                      + ", "
                      + USER
                      + ")",
              "007-one-default-avatar-at-most",
                  "UPDATE avatars SET id = " + NOBODY + " WHERE owner_user_id = " + USER,
              "008-default-avatars-named-after-their-user",
                  "UPDATE avatars SET name = 'Else' WHERE owner_user_id = " + USER,
              "009-counters-are-counted",
                  "UPDATE avatars SET posts_count = posts_count + 1 WHERE owner_user_id = " + USER,
              "010-follows-of-users-are-counted",
                  "UPDATE users SET following_count = following_count + 1 WHERE id = " + USER));

  private QuantaDamage() {}

  /** The checks, by name, in order. */
  public static List<String> checks() {
    return List.copyOf(DAMAGES.keySet());
  }

  /** Each check finds nothing, and then the damage it is there for; the rows stay as they were. */
  public static void mustAllBeFound(Migration migration) {
    Path folder = migration.folder().resolve("checks");
    try (Connection connection = migration.newer().connect();
        Statement statement = connection.createStatement();
        Stream<Path> files = Files.list(folder)) {
      connection.setAutoCommit(false);
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName()).replace(".sql", "");
        String check = Files.readString(file).strip().replaceFirst(";$", "");
        asTheLoader(statement);
        assertThat(found(statement, check)).as(name).isZero();
        statement.execute(DAMAGES.get(name));
        assertThat(found(statement, check)).as(name).isPositive();
        connection.rollback();
      }
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A follow that the old database does not have. */
  public static void addAFollow(Migration migration) {
    try (Connection connection = migration.newer().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      asTheLoader(statement);
      statement.execute(
          "INSERT INTO avatar_follows (user_id, avatar_id) VALUES ("
              + NOBODY
              + ", "
              + NOBODY
              + ")");
      connection.commit();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private static void asTheLoader(Statement statement) throws SQLException {
    statement.execute("SET LOCAL search_path = after, public");
    statement.execute(
        "SELECT set_config('crossfade.loader', token, true) FROM crossfade.migration");
  }

  private static long found(Statement statement, String check) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM (" + check + ") AS found")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
