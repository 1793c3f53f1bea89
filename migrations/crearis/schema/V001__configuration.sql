-- Package A, the setup: what the program itself is configured with.

CREATE TABLE crearis_config (
  id     serial PRIMARY KEY,
  config jsonb NOT NULL
);

CREATE TABLE system_config (
  key         text PRIMARY KEY,
  value       text NOT NULL,
  description text,
  updated_at  timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE i18n_codes (
  id         serial PRIMARY KEY,
  name       text NOT NULL,
  variation  text DEFAULT 'false',
  type       text NOT NULL,
  text       jsonb NOT NULL,
  status     text NOT NULL DEFAULT 'de',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE tlds (
  name        text PRIMARY KEY,
  description text,
  relevance   integer
);

CREATE TABLE sysdomains (
  id           serial PRIMARY KEY,
  tld          text NOT NULL REFERENCES tlds (name),
  domain       text NOT NULL,
  subdomain    text,
  description  text,
  options      jsonb,
  domainstring text GENERATED ALWAYS AS (CASE WHEN subdomain IS NULL THEN domain ELSE subdomain || '.' || domain END
                                         || '.' || tld) STORED
);

CREATE TABLE hero_overrides (
  id          text PRIMARY KEY,
  cimg        text,
  heading     text,
  description text,
  event_ids   text,
  created_at  timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at  text
);
