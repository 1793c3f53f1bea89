package dev.crossfade.e2e.quanta;

import dev.crossfade.e2e.harness.Comparison;
import java.util.List;

/**
 * What the four new tables should hold. Written from the README of the migration, not from its
 * mapping.sql, and in other words where there are others.
 */
final class QuantaTruth {

  /**
   * Each user with the avatar that has what the user did, and the name it would have by default.
   */
  private static final String PERSON =
      """
      WITH person AS (
        SELECT DISTINCT ON (u.id) u.*, a.id IS NULL AS without,
               CASE WHEN a.id IS NULL THEN concat('avatar:', u.id::text) END AS seed,
               CASE WHEN a.id IS NULL THEN uuid(md5(concat('avatar:', u.id::text))) ELSE a.id END AS home,
               CASE WHEN replace(coalesce(display_name, ''), ' ', '') > '' THEN display_name
                    WHEN replace(username, ' ', '') > '' THEN username
                    ELSE 'Virtual Creator' END AS called
        FROM before.users u LEFT OUTER JOIN before.avatars a ON u.id = a.owner_user_id
        ORDER BY u.id, a.created_at, a.id
      ), follow AS (
        SELECT f.follower_user_id AS who, p.home AS whom, min(f.created_at) AS since
        FROM before.follows f, person p
        WHERE p.id = f.followed_user_id AND f.follower_user_id IN (SELECT id FROM before.users)
        GROUP BY 1, 2
      )
      """;

  private static final String COUNTERS =
      """
      (SELECT count(*) FROM follow WHERE whom = %1$s),
      (SELECT coalesce(sum(likes_count), 0) FROM before.posts JOIN person ON user_id = person.id WHERE home = %1$s),
      (SELECT count(*) FROM before.posts JOIN person ON user_id = person.id WHERE home = %1$s)
      """;

  static final List<Comparison> TABLES =
      List.of(
          Comparison.byFirst(
              "users",
              PERSON
                  + """
                  SELECT p.id, p.email, p.username, p.display_name, p.profile_image_url, p.role, p.first_name, p.last_name,
                         p.bio, p.onboarding_completed, (SELECT count(*) FROM follow WHERE who = p.id),
                         CASE WHEN EXISTS (SELECT FROM before.avatars a WHERE a.id = p.active_avatar_id AND a.owner_user_id = p.id)
                              THEN p.active_avatar_id ELSE p.home END,
                         p.metadata, p.created_at, p.updated_at
                  FROM person p
                  """,
              """
              SELECT id, email, username, display_name, profile_image_url, role, first_name, last_name, bio,
                     onboarding_completed, following_count, active_avatar_id, metadata, created_at, updated_at
              FROM after.users
              """),
          Comparison.byFirst(
              "avatars",
              PERSON
                  + """
                  SELECT a.id, a.owner_user_id, CASE WHEN replace(a.name, ' ', '') > '' THEN a.name ELSE p.called END,
                         a.bio, a.backstory, a.niche, a.personality_traits, a.avatar_image_url, a.voice_style,
                         a.personality_prompt,
                  """
                  + COUNTERS.formatted("a.id")
                  + """
                         , a.engagement_rate, a.is_active, a.allow_autonomous_posting, a.metadata, a.created_at, a.updated_at
                  FROM before.avatars a, person p WHERE p.id = a.owner_user_id
                  UNION ALL
                  SELECT p.home, p.id, p.called, described, NULL, 'other', '{friendly,creative}',
                         p.profile_image_url, NULL,
                         format('You are %s, a friendly and creative virtual creator who is described so: %s', p.called, described),
                  """
                  + COUNTERS.formatted("p.home")
                  + """
                         , 0, true, false,
                         format('{"migrated_from_user": true, "migration_date": "2025-11-21", "original_user_data": {"username": %s, "display_name": %s}}',
                                to_json(p.username), coalesce(to_json(p.display_name)::text, 'null'))::jsonb,
                         p.created_at, p.updated_at
                  FROM person p,
                       LATERAL (SELECT CASE WHEN replace(p.bio, ' ', '') > '' THEN p.bio ELSE 'Virtual influencer creator' END
                                  AS described) AS d
                  WHERE p.without
                  """,
              """
              SELECT id, owner_user_id, name, bio, backstory, niche, personality_traits, avatar_image_url, voice_style,
                     personality_prompt, followers_count, likes_count, posts_count, engagement_rate, is_active,
                     allow_autonomous_posting, metadata, created_at, updated_at
              FROM after.avatars
              """),
          Comparison.byFirst(
              "posts",
              PERSON
                  + """
                  SELECT q.id, p.home, q.video_url, q.image_url, q.caption, q.hashtags, q.views_count, q.likes_count,
                         q.comments_count, q.is_active, q.metadata, q.created_at
                  FROM before.posts q, person p WHERE p.id = q.user_id
                  """,
              """
              SELECT id, avatar_id, video_url, image_url, caption, hashtags, views_count, likes_count, comments_count,
                     is_active, metadata, created_at
              FROM after.posts
              """),
          new Comparison(
              "avatar_follows",
              2,
              PERSON + "SELECT who, whom, since FROM follow",
              "SELECT user_id, avatar_id, created_at FROM after.avatar_follows"));

  private QuantaTruth() {}
}
