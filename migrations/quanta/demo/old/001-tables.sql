-- The old database: posts and follows belong to users. Some users have made avatars already.
-- What is dirty about it: nothing holds posts and follows to users that exist, nobody is kept from following twice, and
-- a user may have another user's avatar as the active one.

CREATE TABLE users (
  id                   uuid PRIMARY KEY,
  email                text NOT NULL UNIQUE,
  username             text NOT NULL UNIQUE,
  display_name         text,
  profile_image_url    text,
  role                 text NOT NULL DEFAULT 'creator' CHECK (role IN ('creator', 'viewer', 'admin')),
  first_name           text,
  last_name            text,
  bio                  text,
  onboarding_completed boolean NOT NULL DEFAULT false,
  followers_count      integer NOT NULL DEFAULT 0,
  following_count      integer NOT NULL DEFAULT 0,
  posts_count          integer NOT NULL DEFAULT 0,
  active_avatar_id     uuid,
  metadata             jsonb NOT NULL DEFAULT '{}',
  created_at           timestamptz NOT NULL DEFAULT now(),
  updated_at           timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE avatars (
  id                       uuid PRIMARY KEY,
  owner_user_id            uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name                     text NOT NULL,
  bio                      text NOT NULL,
  backstory                text,
  niche                    text NOT NULL CHECK (niche IN ('fashion', 'fitness', 'comedy', 'tech', 'music', 'art', 'cooking',
                             'travel', 'gaming', 'education', 'lifestyle', 'business', 'other')),
  personality_traits       text[] NOT NULL,
  avatar_image_url         text,
  voice_style              text,
  personality_prompt       text NOT NULL,
  followers_count          integer NOT NULL DEFAULT 0,
  likes_count              integer NOT NULL DEFAULT 0,
  posts_count              integer NOT NULL DEFAULT 0,
  engagement_rate          real NOT NULL DEFAULT 0,
  is_active                boolean NOT NULL DEFAULT true,
  allow_autonomous_posting boolean NOT NULL DEFAULT false,
  metadata                 jsonb NOT NULL DEFAULT '{}',
  created_at               timestamptz NOT NULL DEFAULT now(),
  updated_at               timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE users ADD FOREIGN KEY (active_avatar_id) REFERENCES avatars (id) ON DELETE SET NULL;

CREATE TABLE posts (
  id             uuid PRIMARY KEY,
  user_id        uuid,
  video_url      text,
  image_url      text,
  caption        text,
  hashtags       text[] NOT NULL DEFAULT '{}',
  views_count    integer NOT NULL DEFAULT 0,
  likes_count    integer NOT NULL DEFAULT 0,
  comments_count integer NOT NULL DEFAULT 0,
  is_active      boolean NOT NULL DEFAULT true,
  metadata       jsonb NOT NULL DEFAULT '{}',
  created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE follows (
  id               uuid PRIMARY KEY,
  follower_user_id uuid NOT NULL,
  followed_user_id uuid NOT NULL,
  created_at       timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE migration_log (
  id             bigserial PRIMARY KEY,
  migration_type text NOT NULL,
  status         text NOT NULL CHECK (status IN ('started', 'completed', 'failed', 'rolled_back')),
  details        jsonb,
  error          text,
  created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX avatars_owner ON avatars (owner_user_id);
CREATE INDEX posts_user ON posts (user_id);
CREATE INDEX follows_follower ON follows (follower_user_id);
CREATE INDEX follows_followed ON follows (followed_user_id);
