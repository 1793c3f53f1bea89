-- Posts and follows belong to avatars, avatars to users, and every user acts as one of the avatars that are the user's own.

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
  following_count      bigint NOT NULL DEFAULT 0 CHECK (following_count >= 0),
  active_avatar_id     uuid NOT NULL,
  metadata             jsonb NOT NULL DEFAULT '{}',
  created_at           timestamptz NOT NULL DEFAULT now(),
  updated_at           timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE avatars (
  id                       uuid PRIMARY KEY,
  owner_user_id            uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE DEFERRABLE,
  name                     text NOT NULL CHECK (btrim(name) <> ''),
  bio                      text NOT NULL,
  backstory                text,
  niche                    text NOT NULL CHECK (niche IN ('fashion', 'fitness', 'comedy', 'tech', 'music', 'art', 'cooking',
                             'travel', 'gaming', 'education', 'lifestyle', 'business', 'other')),
  personality_traits       text[] NOT NULL,
  avatar_image_url         text,
  voice_style              text,
  personality_prompt       text NOT NULL,
  followers_count          bigint NOT NULL DEFAULT 0 CHECK (followers_count >= 0),
  likes_count              bigint NOT NULL DEFAULT 0,
  posts_count              bigint NOT NULL DEFAULT 0 CHECK (posts_count >= 0),
  engagement_rate          real NOT NULL DEFAULT 0,
  is_active                boolean NOT NULL DEFAULT true,
  allow_autonomous_posting boolean NOT NULL DEFAULT false,
  metadata                 jsonb NOT NULL DEFAULT '{}',
  created_at               timestamptz NOT NULL DEFAULT now(),
  updated_at               timestamptz NOT NULL DEFAULT now(),
  UNIQUE (owner_user_id, id)
);

-- The active avatar is one of the user's own: a key of two columns says what a CHECK cannot.
ALTER TABLE users ADD CONSTRAINT users_active_avatar_own
  FOREIGN KEY (id, active_avatar_id) REFERENCES avatars (owner_user_id, id) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE posts (
  id             uuid PRIMARY KEY,
  avatar_id      uuid NOT NULL REFERENCES avatars (id) ON DELETE CASCADE,
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

CREATE TABLE avatar_follows (
  user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  avatar_id  uuid NOT NULL REFERENCES avatars (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, avatar_id)
);

CREATE INDEX posts_avatar ON posts (avatar_id);
CREATE INDEX avatar_follows_avatar ON avatar_follows (avatar_id);
