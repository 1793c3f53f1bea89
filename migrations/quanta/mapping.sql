-- Quanta: users to avatars. README.md beside this file says why each decision was taken.
--
-- What a user did goes to the user's home avatar: the oldest of the user's own, else the default avatar, whose id follows
-- from the user's. It never depends on which avatar is active, so switching avatars moves neither posts nor follows.
-- A name or a bio of nothing but blanks counts as none.

-- The active avatar is kept if it is the user's own. A follow counts if the other user is there, and once.
INSERT INTO users (id, email, username, display_name, profile_image_url, role, first_name, last_name, bio,
                   onboarding_completed, following_count, active_avatar_id, metadata, created_at, updated_at)
WITH home AS (
  SELECT a.owner_user_id AS user_id, (array_agg(a.id ORDER BY a.created_at, a.id))[1] AS avatar_id
  FROM avatars a
  GROUP BY a.owner_user_id
), following AS (
  SELECT f.follower_user_id AS user_id, count(DISTINCT f.followed_user_id) AS many
  FROM follows f
  JOIN users them ON them.id = f.followed_user_id
  GROUP BY f.follower_user_id
)
SELECT u.id, u.email, u.username, u.display_name, u.profile_image_url, u.role, u.first_name, u.last_name, u.bio,
       u.onboarding_completed, COALESCE(following.many, 0),
       COALESCE(own.id, home.avatar_id, md5('avatar:' || u.id)::uuid),
       u.metadata, u.created_at, u.updated_at
FROM users u
LEFT JOIN avatars own ON own.id = u.active_avatar_id AND own.owner_user_id = u.id
LEFT JOIN home ON home.user_id = u.id
LEFT JOIN following ON following.user_id = u.id;

-- Avatars that are there stay. The oldest of a user has the user's posts and followers, the others have none yet.
INSERT INTO avatars (id, owner_user_id, name, bio, backstory, niche, personality_traits, avatar_image_url, voice_style,
                     personality_prompt, followers_count, likes_count, posts_count, engagement_rate, is_active,
                     allow_autonomous_posting, metadata, created_at, updated_at)
WITH home AS (
  SELECT a.owner_user_id AS user_id, (array_agg(a.id ORDER BY a.created_at, a.id))[1] AS avatar_id
  FROM avatars a
  GROUP BY a.owner_user_id
), posted AS (
  SELECT p.user_id, count(*) AS many, sum(p.likes_count) AS likes
  FROM posts p
  GROUP BY p.user_id
), followed AS (
  SELECT f.followed_user_id AS user_id, count(DISTINCT f.follower_user_id) AS many
  FROM follows f
  JOIN users them ON them.id = f.follower_user_id
  GROUP BY f.followed_user_id
)
SELECT a.id, a.owner_user_id,
       COALESCE(CASE WHEN btrim(a.name) <> '' THEN a.name
                     WHEN btrim(u.display_name) <> '' THEN u.display_name
                     WHEN btrim(u.username) <> '' THEN u.username END, 'Virtual Creator'),
       a.bio, a.backstory, a.niche, a.personality_traits, a.avatar_image_url, a.voice_style, a.personality_prompt,
       CASE WHEN a.id = home.avatar_id THEN COALESCE(followed.many, 0) ELSE 0 END,
       CASE WHEN a.id = home.avatar_id THEN COALESCE(posted.likes, 0) ELSE 0 END,
       CASE WHEN a.id = home.avatar_id THEN COALESCE(posted.many, 0) ELSE 0 END,
       a.engagement_rate, a.is_active, a.allow_autonomous_posting, a.metadata, a.created_at, a.updated_at
FROM avatars a
JOIN users u ON u.id = a.owner_user_id
LEFT JOIN home ON home.user_id = a.owner_user_id
LEFT JOIN posted ON posted.user_id = a.owner_user_id
LEFT JOIN followed ON followed.user_id = a.owner_user_id;

-- One default avatar for each user without any.
INSERT INTO avatars (id, owner_user_id, name, bio, backstory, niche, personality_traits, avatar_image_url, voice_style,
                     personality_prompt, followers_count, likes_count, posts_count, engagement_rate, is_active,
                     allow_autonomous_posting, metadata, created_at, updated_at)
WITH person AS (
  SELECT u.id, u.username, u.display_name, u.profile_image_url, u.created_at, u.updated_at,
         COALESCE(CASE WHEN btrim(u.display_name) <> '' THEN u.display_name
                       WHEN btrim(u.username) <> '' THEN u.username END, 'Virtual Creator') AS name,
         COALESCE(CASE WHEN btrim(u.bio) <> '' THEN u.bio END, 'Virtual influencer creator') AS bio
  FROM users u
  WHERE NOT EXISTS (SELECT 1 FROM avatars a WHERE a.owner_user_id = u.id)
), posted AS (
  SELECT p.user_id, count(*) AS many, sum(p.likes_count) AS likes
  FROM posts p
  GROUP BY p.user_id
), followed AS (
  SELECT f.followed_user_id AS user_id, count(DISTINCT f.follower_user_id) AS many
  FROM follows f
  JOIN users them ON them.id = f.follower_user_id
  GROUP BY f.followed_user_id
)
SELECT md5('avatar:' || person.id)::uuid, person.id, person.name, person.bio, NULL, 'other', ARRAY['friendly', 'creative'],
       person.profile_image_url, NULL,
       'You are ' || person.name || ', a friendly and creative virtual creator who is described so: ' || person.bio,
       COALESCE(followed.many, 0), COALESCE(posted.likes, 0), COALESCE(posted.many, 0), 0, true, false,
       jsonb_build_object('migrated_from_user', true, 'migration_date', :migration_date,
         'original_user_data', jsonb_build_object('username', person.username, 'display_name', person.display_name)),
       person.created_at, person.updated_at
FROM person
LEFT JOIN posted ON posted.user_id = person.id
LEFT JOIN followed ON followed.user_id = person.id;

-- A post of a user who is gone, or of nobody, is a dead letter: whose it should be is for a person to say.
INSERT INTO posts (id, avatar_id, video_url, image_url, caption, hashtags, views_count, likes_count, comments_count,
                   is_active, metadata, created_at)
WITH home AS (
  SELECT a.owner_user_id AS user_id, (array_agg(a.id ORDER BY a.created_at, a.id))[1] AS avatar_id
  FROM avatars a
  GROUP BY a.owner_user_id
)
SELECT p.id, COALESCE(home.avatar_id, md5('avatar:' || u.id)::uuid), p.video_url, p.image_url, p.caption, p.hashtags,
       p.views_count, p.likes_count, p.comments_count, p.is_active, p.metadata, p.created_at
FROM posts p
LEFT JOIN users u ON u.id = p.user_id
LEFT JOIN home ON home.user_id = u.id;

-- A follow from or to a user who is gone is not carried. Following twice is following since the first time.
INSERT INTO avatar_follows (user_id, avatar_id, created_at)
WITH home AS (
  SELECT a.owner_user_id AS user_id, (array_agg(a.id ORDER BY a.created_at, a.id))[1] AS avatar_id
  FROM avatars a
  GROUP BY a.owner_user_id
), follow AS (
  SELECT f.follower_user_id, f.followed_user_id, min(f.created_at) AS since
  FROM follows f
  JOIN users a ON a.id = f.follower_user_id
  JOIN users b ON b.id = f.followed_user_id
  GROUP BY f.follower_user_id, f.followed_user_id
)
SELECT follow.follower_user_id, COALESCE(home.avatar_id, md5('avatar:' || follow.followed_user_id)::uuid), follow.since
FROM follow
LEFT JOIN home ON home.user_id = follow.followed_user_id;
