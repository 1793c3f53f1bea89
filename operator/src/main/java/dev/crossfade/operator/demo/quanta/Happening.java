package dev.crossfade.operator.demo.quanta;

import java.util.List;

/**
 * Something that creators do.
 *
 * @param name what happened, in the past tense
 * @param weight its share among the weights of all
 * @param sql one statement; each {@code ?} is a random uuid, by which the next row that is there is
 *     found
 */
record Happening(String name, int weight, String sql) {

  private static final String USER =
      "(SELECT id FROM users WHERE id >= ?::uuid ORDER BY id LIMIT 1)";
  private static final String POST =
      "(SELECT id FROM posts WHERE id >= ?::uuid ORDER BY id LIMIT 1)";
  private static final String AVATAR =
      "(SELECT id FROM avatars WHERE id >= ?::uuid ORDER BY id LIMIT 1)";
  private static final String FOLLOW =
      "(SELECT id FROM follows WHERE id >= ?::uuid ORDER BY id LIMIT 1)";

  /** All that happens, users who leave and rows that nobody will own among it. */
  static final List<Happening> ALL =
      List.of(
          new Happening(
              "user signed up",
              8,
              """
              INSERT INTO users (id, email, username, display_name)
              SELECT n, 'new-' || n, 'new_' || n, CASE WHEN left(n::text, 1) < '8' THEN 'New ' || left(n::text, 2) END
              FROM (SELECT ?::uuid AS n) AS random"""),
          new Happening(
              "display name changed",
              8,
              "UPDATE users SET display_name = 'Now ' || left(?::text, 2) WHERE id = " + USER),
          new Happening(
              "display name blanked", 4, "UPDATE users SET display_name = ' ' WHERE id = " + USER),
          new Happening("bio taken out", 2, "UPDATE users SET bio = NULL WHERE id = " + USER),
          new Happening(
              "username changed", 3, "UPDATE users SET username = 'u ' || ? WHERE id = " + USER),
          new Happening("user left", 2, "DELETE FROM users WHERE id = " + USER),
          new Happening(
              "user came back",
              3,
              """
              INSERT INTO users (id, email, username, display_name)
              SELECT p.user_id, 'back-' || p.id, 'back_' || p.id, 'Back again'
              FROM (SELECT id, user_id FROM posts WHERE id >= ?::uuid ORDER BY id LIMIT 500) AS p
              WHERE p.user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = p.user_id)
              ORDER BY p.id LIMIT 1
              ON CONFLICT DO NOTHING"""),
          new Happening(
              "post made",
              20,
              "INSERT INTO posts (id, user_id, caption, hashtags, likes_count) VALUES (?, "
                  + USER
                  + ", 'live', '{#live}', 3)"),
          new Happening(
              "post liked",
              25,
              "UPDATE posts SET likes_count = likes_count + 1, views_count = views_count + 9 WHERE id = "
                  + POST),
          new Happening(
              "post given to another user",
              3,
              "UPDATE posts SET user_id = " + USER + " WHERE id = " + POST),
          new Happening(
              "post given to nobody", 1, "UPDATE posts SET user_id = NULL WHERE id = " + POST),
          new Happening("post deleted", 8, "DELETE FROM posts WHERE id = " + POST),
          new Happening(
              "follow",
              20,
              "INSERT INTO follows (id, follower_user_id, followed_user_id) VALUES (?, "
                  + USER
                  + ", "
                  + USER
                  + ")"),
          new Happening(
              "follow of the same user again",
              3,
              "INSERT INTO follows (id, follower_user_id, followed_user_id, created_at)"
                  + " SELECT ?, follower_user_id, followed_user_id, created_at - interval '1 hour' FROM follows WHERE id = "
                  + FOLLOW),
          new Happening("follow ended", 10, "DELETE FROM follows WHERE id = " + FOLLOW),
          new Happening(
              "follow turned to another user",
              3,
              "UPDATE follows SET followed_user_id = " + USER + " WHERE id = " + FOLLOW),
          new Happening(
              "avatar made",
              5,
              """
              INSERT INTO avatars (id, owner_user_id, name, bio, niche, personality_traits, personality_prompt)
              VALUES (?, %s, 'Live avatar', '', 'music', '{live}', 'You are live.')"""
                  .formatted(USER)),
          new Happening(
              "avatar switched",
              8,
              """
              UPDATE users SET active_avatar_id = a.id
              FROM avatars a WHERE a.owner_user_id = users.id AND a.id = %s"""
                  .formatted(AVATAR)),
          new Happening(
              "avatar of another user chosen",
              2,
              "UPDATE users SET active_avatar_id = " + AVATAR + " WHERE id = " + USER),
          new Happening(
              "avatar renamed",
              3,
              "UPDATE avatars SET name = left(?::text, 3) WHERE id = " + AVATAR),
          new Happening(
              "avatar given to another user",
              1,
              "UPDATE avatars SET owner_user_id = " + USER + " WHERE id = " + AVATAR),
          new Happening("avatar deleted", 3, "DELETE FROM avatars WHERE id = " + AVATAR));

  /** The weights of all. */
  static final int WEIGHTS = ALL.stream().mapToInt(Happening::weight).sum();

  /** What happens at a throw from 0 to {@link #WEIGHTS} - 1. */
  static Happening at(int dice) {
    int rest = dice;
    for (Happening happening : ALL) {
      rest -= happening.weight;
      if (rest < 0) {
        return happening;
      }
    }
    throw new IllegalArgumentException(dice + " is no throw of these dice");
  }

  /** How many random uuids it takes. */
  int randoms() {
    return (int) sql.chars().filter(letter -> letter == '?').count();
  }
}
