-- The new application's file: one user, no user_id. Times are ISO 8601 texts in UTC, ids UUIDs as text, truth 0 or 1.

CREATE TABLE app_config (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  password_hash TEXT NOT NULL,
  app_version   TEXT DEFAULT '1.0.0',
  created_at    TEXT,
  updated_at    TEXT
) STRICT;

CREATE TABLE user_preferences (
  id                   INTEGER PRIMARY KEY CHECK (id = 1),
  default_house_system TEXT NOT NULL DEFAULT 'placidus',
  default_ayanamsa     TEXT NOT NULL DEFAULT 'lahiri',
  default_zodiac       TEXT NOT NULL DEFAULT 'tropical',
  aspect_orbs          TEXT CHECK (json_valid(aspect_orbs)),
  color_scheme         TEXT NOT NULL DEFAULT 'light',
  displayed_points     TEXT CHECK (json_valid(displayed_points)),
  updated_at           TEXT
) STRICT;

CREATE TABLE clients (
  id         TEXT PRIMARY KEY NOT NULL,
  first_name TEXT,
  last_name  TEXT,
  email      TEXT,
  phone      TEXT,
  notes      TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);

CREATE TABLE birth_data (
  id             TEXT PRIMARY KEY NOT NULL,
  client_id      TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  birth_date     TEXT NOT NULL,
  birth_time     TEXT,
  time_unknown   INTEGER NOT NULL DEFAULT 0 CHECK (time_unknown IN (0, 1)),
  latitude       REAL NOT NULL,
  longitude      REAL NOT NULL,
  timezone       TEXT NOT NULL,
  utc_offset     INTEGER,
  city           TEXT,
  state_province TEXT,
  country        TEXT,
  rodden_rating  TEXT,
  gender         TEXT,
  created_at     TEXT NOT NULL,
  updated_at     TEXT NOT NULL
);

CREATE TABLE charts (
  id                 TEXT PRIMARY KEY NOT NULL,
  client_id          TEXT REFERENCES clients (id) ON DELETE CASCADE,
  birth_data_id      TEXT NOT NULL REFERENCES birth_data (id) ON DELETE CASCADE,
  chart_name         TEXT,
  chart_type         TEXT NOT NULL,
  astro_system       TEXT NOT NULL,
  house_system       TEXT,
  ayanamsa           TEXT,
  zodiac_type        TEXT NOT NULL DEFAULT 'tropical',
  calculation_params TEXT CHECK (json_valid(calculation_params)),
  chart_data         TEXT NOT NULL CHECK (json_valid(chart_data)),
  last_viewed        TEXT,
  created_at         TEXT NOT NULL,
  updated_at         TEXT NOT NULL
);

CREATE TABLE chart_interpretations (
  id                TEXT PRIMARY KEY NOT NULL,
  chart_id          TEXT NOT NULL REFERENCES charts (id) ON DELETE CASCADE,
  element_type      TEXT NOT NULL,
  element_key       TEXT NOT NULL,
  ai_description    TEXT NOT NULL,
  ai_model          TEXT,
  ai_prompt_version TEXT,
  version           INTEGER NOT NULL DEFAULT 1,
  is_approved       TEXT DEFAULT 'pending',
  created_at        TEXT NOT NULL,
  updated_at        TEXT NOT NULL
);

CREATE TABLE interpretations (
  id                  TEXT PRIMARY KEY NOT NULL,
  interpretation_type TEXT NOT NULL,
  key_identifier      TEXT NOT NULL,
  tradition           TEXT,
  text_content        TEXT NOT NULL,
  source              TEXT,
  is_user_custom      INTEGER NOT NULL DEFAULT 0 CHECK (is_user_custom IN (0, 1)),
  created_at          TEXT NOT NULL,
  updated_at          TEXT NOT NULL
);

CREATE TABLE aspect_patterns (
  id               TEXT PRIMARY KEY NOT NULL,
  chart_id         TEXT NOT NULL REFERENCES charts (id) ON DELETE CASCADE,
  pattern_type     TEXT NOT NULL,
  planets_involved TEXT NOT NULL CHECK (json_valid(planets_involved)),
  description      TEXT,
  created_at       TEXT NOT NULL,
  updated_at       TEXT NOT NULL
);

CREATE TABLE transit_events (
  id                TEXT PRIMARY KEY NOT NULL,
  chart_id          TEXT NOT NULL REFERENCES charts (id) ON DELETE CASCADE,
  event_date        TEXT NOT NULL,
  transiting_planet TEXT NOT NULL,
  natal_planet      TEXT NOT NULL,
  aspect_type       TEXT NOT NULL,
  orb               REAL,
  is_applying       INTEGER CHECK (is_applying IN (0, 1)),
  created_at        TEXT NOT NULL,
  updated_at        TEXT NOT NULL
);

CREATE TABLE session_notes (
  id           TEXT PRIMARY KEY NOT NULL,
  client_id    TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  note_date    TEXT NOT NULL,
  note_content TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL
);

CREATE TABLE location_cache (
  id             TEXT PRIMARY KEY NOT NULL,
  city_name      TEXT NOT NULL,
  state_province TEXT,
  country        TEXT NOT NULL,
  latitude       REAL NOT NULL,
  longitude      REAL NOT NULL,
  timezone       TEXT NOT NULL,
  geonames_id    INTEGER UNIQUE,
  created_at     TEXT NOT NULL,
  updated_at     TEXT NOT NULL
);

CREATE INDEX birth_data_client ON birth_data (client_id);
CREATE INDEX charts_client ON charts (client_id);
CREATE INDEX charts_birth_data ON charts (birth_data_id);
CREATE INDEX chart_interpretations_chart ON chart_interpretations (chart_id, element_type, element_key);
CREATE INDEX aspect_patterns_chart ON aspect_patterns (chart_id);
CREATE INDEX transit_events_chart ON transit_events (chart_id, event_date);
CREATE INDEX session_notes_client ON session_notes (client_id, note_date);
CREATE INDEX interpretations_key ON interpretations (interpretation_type, key_identifier);
CREATE INDEX location_cache_city ON location_cache (city_name, country);
