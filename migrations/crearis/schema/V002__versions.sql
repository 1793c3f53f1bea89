-- Package A: releases of the program, and what each record was like in a version of the content.

CREATE TABLE releases (
  id            text PRIMARY KEY,
  version       text NOT NULL UNIQUE,
  version_major integer NOT NULL,
  version_minor integer NOT NULL,
  description   text,
  state         text DEFAULT 'idea',
  release_date  text,
  created_at    timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at    text
);

CREATE TABLE versions (
  id             text PRIMARY KEY,
  version_number text NOT NULL,
  name           text NOT NULL,
  description    text,
  created_at     timestamp DEFAULT CURRENT_TIMESTAMP,
  created_by     text,
  is_active      integer DEFAULT 0,
  snapshot_data  text,
  csv_exported   integer DEFAULT 0,
  notes          text
);

CREATE TABLE record_versions (
  id          text PRIMARY KEY,
  version_id  text NOT NULL REFERENCES versions (id),
  record_type text NOT NULL,
  record_id   text NOT NULL,
  data        text NOT NULL,
  created_at  timestamp DEFAULT CURRENT_TIMESTAMP
);
