-- The shared server's old database: one schema for all users. Times are UTC without a zone.

CREATE TABLE users (
  id                uuid PRIMARY KEY,
  email             varchar(255) NOT NULL UNIQUE,
  password_hash     varchar(255) NOT NULL,
  full_name         varchar(255),
  business_name     varchar(255),
  is_active         boolean NOT NULL DEFAULT true,
  is_verified       boolean NOT NULL DEFAULT false,
  is_superuser      boolean NOT NULL DEFAULT false,
  subscription_tier varchar(50) NOT NULL DEFAULT 'free',
  last_login        timestamp,
  created_at        timestamp NOT NULL,
  updated_at        timestamp NOT NULL
);

CREATE TABLE user_preferences (
  id                   uuid PRIMARY KEY,
  user_id              uuid NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
  default_house_system varchar(50) NOT NULL DEFAULT 'placidus',
  default_ayanamsa     varchar(50) NOT NULL DEFAULT 'lahiri',
  default_zodiac       varchar(50) NOT NULL DEFAULT 'tropical',
  aspect_orbs          jsonb,
  color_scheme         varchar(50) NOT NULL DEFAULT 'light',
  displayed_points     jsonb,
  updated_at           timestamp
);

CREATE TABLE clients (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  first_name varchar(100),
  last_name  varchar(100),
  email      varchar(255),
  phone      varchar(50),
  notes      text,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);

CREATE TABLE birth_data (
  id             uuid PRIMARY KEY,
  client_id      uuid NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  birth_date     date NOT NULL,
  birth_time     time,
  time_unknown   boolean NOT NULL DEFAULT false,
  latitude       numeric(10,7) NOT NULL,
  longitude      numeric(10,7) NOT NULL,
  timezone       varchar(100) NOT NULL,
  utc_offset     integer,
  city           varchar(100),
  state_province varchar(100),
  country        varchar(100),
  rodden_rating  varchar(2),
  gender         varchar(20),
  created_at     timestamp NOT NULL,
  updated_at     timestamp NOT NULL
);

CREATE TABLE charts (
  id                 uuid PRIMARY KEY,
  user_id            uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  client_id          uuid REFERENCES clients (id) ON DELETE CASCADE,
  birth_data_id      uuid NOT NULL REFERENCES birth_data (id) ON DELETE CASCADE,
  chart_name         varchar(255),
  chart_type         varchar(50) NOT NULL,
  astro_system       varchar(50) NOT NULL,
  house_system       varchar(50),
  ayanamsa           varchar(50),
  zodiac_type        varchar(50) NOT NULL DEFAULT 'tropical',
  calculation_params jsonb,
  chart_data         jsonb NOT NULL,
  last_viewed        timestamp,
  created_at         timestamp NOT NULL,
  updated_at         timestamp NOT NULL
);

CREATE TABLE chart_interpretations (
  id                uuid PRIMARY KEY,
  chart_id          uuid NOT NULL REFERENCES charts (id) ON DELETE CASCADE,
  element_type      varchar(50) NOT NULL,
  element_key       varchar(255) NOT NULL,
  ai_description    text NOT NULL,
  ai_model          varchar(100),
  ai_prompt_version varchar(50),
  version           integer NOT NULL DEFAULT 1,
  is_approved       varchar(20) DEFAULT 'pending',
  created_at        timestamp NOT NULL,
  updated_at        timestamp NOT NULL
);

CREATE TABLE interpretations (
  id                  uuid PRIMARY KEY,
  interpretation_type varchar(100) NOT NULL,
  key_identifier      varchar(255) NOT NULL,
  tradition           varchar(100),
  text_content        text NOT NULL,
  source              varchar(255),
  is_user_custom      boolean NOT NULL DEFAULT false,
  user_id             uuid REFERENCES users (id) ON DELETE CASCADE,
  created_at          timestamp NOT NULL,
  updated_at          timestamp NOT NULL
);

CREATE TABLE aspect_patterns (
  id               uuid PRIMARY KEY,
  chart_id         uuid NOT NULL REFERENCES charts (id) ON DELETE CASCADE,
  pattern_type     varchar(50) NOT NULL,
  planets_involved jsonb NOT NULL,
  description      text,
  created_at       timestamp NOT NULL,
  updated_at       timestamp NOT NULL
);

CREATE TABLE transit_events (
  id                uuid PRIMARY KEY,
  chart_id          uuid NOT NULL REFERENCES charts (id) ON DELETE CASCADE,
  event_date        date NOT NULL,
  transiting_planet varchar(50) NOT NULL,
  natal_planet      varchar(50) NOT NULL,
  aspect_type       varchar(50) NOT NULL,
  orb               numeric(5,2),
  is_applying       boolean,
  created_at        timestamp NOT NULL,
  updated_at        timestamp NOT NULL
);

CREATE TABLE session_notes (
  id           uuid PRIMARY KEY,
  client_id    uuid NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  user_id      uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  note_date    date NOT NULL,
  note_content text,
  created_at   timestamp NOT NULL,
  updated_at   timestamp NOT NULL
);

CREATE TABLE location_cache (
  id             uuid PRIMARY KEY,
  city_name      varchar(100) NOT NULL,
  state_province varchar(100),
  country        varchar(100) NOT NULL,
  latitude       numeric(10,7) NOT NULL,
  longitude      numeric(10,7) NOT NULL,
  timezone       varchar(100) NOT NULL,
  geonames_id    integer UNIQUE,
  created_at     timestamp NOT NULL,
  updated_at     timestamp NOT NULL
);

CREATE INDEX ON clients (user_id);
CREATE INDEX ON birth_data (client_id);
CREATE INDEX ON charts (user_id);
CREATE INDEX ON charts (client_id);
CREATE INDEX ON charts (birth_data_id);
CREATE INDEX ON chart_interpretations (chart_id);
CREATE INDEX ON interpretations (user_id);
CREATE INDEX ON aspect_patterns (chart_id);
CREATE INDEX ON transit_events (chart_id);
CREATE INDEX ON session_notes (client_id);
CREATE INDEX ON session_notes (user_id);
