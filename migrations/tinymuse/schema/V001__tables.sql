-- The database of VibeMUSE, and beside it tables for what its own have no column for.

CREATE TYPE user_class_enum AS ENUM (
  'guest', 'visitor', 'group', 'citizen', 'pcitizen', 'guide', 'official', 'builder', 'admin', 'director');
CREATE TYPE object_type_enum AS ENUM ('room', 'thing', 'exit', 'player');
CREATE TYPE message_type_enum AS ENUM ('say', 'pose', 'page', 'mail', 'channel', 'announce');

CREATE TABLE users (
  id               uuid PRIMARY KEY,
  username         varchar(255) NOT NULL,
  email            varchar(255),
  password_hash    text NOT NULL,
  user_class       user_class_enum NOT NULL DEFAULT 'visitor',
  powers           text[] NOT NULL DEFAULT '{}',
  current_location uuid,
  profile          jsonb NOT NULL DEFAULT '{}',
  created_at       timestamptz,
  updated_at       timestamptz,
  last_login       timestamptz,
  CONSTRAINT users_username_key UNIQUE (username),
  CONSTRAINT users_email_key UNIQUE (email),
  CONSTRAINT users_username_length CHECK (char_length(username) >= 3),
  CONSTRAINT users_email_format CHECK (email ~ '^[^@ ]+@[^@ ]+\.[^@ ]+$')
);

CREATE TABLE virtual_objects (
  id          uuid PRIMARY KEY,
  object_type object_type_enum NOT NULL,
  name        varchar(255) NOT NULL,
  description text,
  owner_id    uuid NOT NULL,
  location_id uuid,
  zone_id     uuid,
  flags       text[] NOT NULL DEFAULT '{}',
  object_data jsonb NOT NULL DEFAULT '{}',
  created_at  timestamptz,
  updated_at  timestamptz
);

CREATE TABLE attributes (
  object_id uuid NOT NULL,
  name      varchar(255) NOT NULL,
  value     text NOT NULL,
  flags     integer NOT NULL,
  PRIMARY KEY (object_id, name)
);

CREATE TABLE messages (
  id           uuid PRIMARY KEY,
  sender_id    uuid,
  recipient_id uuid,
  message_type message_type_enum NOT NULL,
  content      text NOT NULL,
  created_at   timestamptz,
  read_at      timestamptz,
  metadata     jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE attribute_definitions (
  object_id uuid NOT NULL,
  position  integer NOT NULL,
  name      varchar(255) NOT NULL,
  flags     integer NOT NULL,
  PRIMARY KEY (object_id, position)
);

CREATE TABLE object_parents (
  object_id uuid NOT NULL,
  ordinal   integer NOT NULL,
  parent_id uuid NOT NULL,
  PRIMARY KEY (object_id, ordinal)
);

CREATE TABLE user_powers (
  user_id uuid NOT NULL,
  power   integer NOT NULL,
  name    text,
  level   text NOT NULL,
  PRIMARY KEY (user_id, power)
);

-- Which objects a lock names by their old number: what a rewriting of locks has to go through.
CREATE TABLE lock_references (
  object_id uuid NOT NULL,
  definer   integer NOT NULL,
  number    integer NOT NULL,
  ordinal   integer NOT NULL,
  named_id  uuid NOT NULL,
  PRIMARY KEY (object_id, definer, number, ordinal)
);

-- What the old server passes over when it reads the dump, and what its own check would mend.
CREATE TABLE import_remarks (
  line   bigint NOT NULL,
  record text NOT NULL,
  what   text NOT NULL,
  PRIMARY KEY (line, record, what)
);

CREATE TABLE import_source (
  version        integer PRIMARY KEY,
  user_limit     integer NOT NULL,
  restrict_class integer NOT NULL,
  db_top         integer NOT NULL
);
