-- Package B: what an entity can be (status, tags), and the types of images.

-- The name of a status in a language. It reads no table, so what is generated with it cannot go stale.
CREATE FUNCTION status_label(value integer, lang text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE lang
  WHEN 'en' THEN (ARRAY['new', 'draft', 'in review', 'active', 'released', 'done', 'archived', 'deleted', 'blocked'])[value % 100 + 1]
  WHEN 'cz' THEN (ARRAY['nový', 'koncept', 'kontrola', 'aktivní', 'zveřejněno', 'dokončeno', 'archivováno', 'smazáno', 'zablokováno'])[value % 100 + 1]
  ELSE (ARRAY['neu', 'Entwurf', 'in Prüfung', 'aktiv', 'veröffentlicht', 'abgeschlossen', 'archiviert', 'gelöscht', 'gesperrt'])[value % 100 + 1]
END;

CREATE TABLE status (
  id          serial PRIMARY KEY,
  value       smallint NOT NULL,
  name        text NOT NULL,
  "table"     text NOT NULL,
  description text,
  name_i18n   jsonb,
  desc_i18n   jsonb,
  CONSTRAINT status_name_table UNIQUE (name, "table")
);

-- 81 of them, nine for each of nine tables. The ids are the same everywhere: a hundred times the table's number, and the value.
INSERT INTO status (id, value, name, "table", name_i18n)
SELECT t.number * 100 + s.value, s.value, s.name, t.name,
       jsonb_build_object('de', status_label(s.value, 'de'), 'en', status_label(s.value, 'en'), 'cz', status_label(s.value, 'cz'))
FROM (VALUES (1, 'events'), (2, 'posts'), (3, 'participants'), (4, 'instructors'), (5, 'locations'), (6, 'projects'),
             (7, 'users'), (8, 'tasks'), (9, 'interactions')) AS t(number, name)
CROSS JOIN (VALUES (0, 'new'), (1, 'draft'), (2, 'review'), (3, 'active'), (4, 'released'), (5, 'done'), (6, 'archived'),
                   (7, 'deleted'), (8, 'blocked')) AS s(value, name);
SELECT setval('status_id_seq', 1000);

CREATE TABLE tags (
  id          serial PRIMARY KEY,
  name        text NOT NULL UNIQUE,
  description text,
  name_i18n   jsonb,
  desc_i18n   jsonb
);

CREATE TYPE image_file_type AS ENUM ('none', 'jpeg', 'png', 'webp', 'svg', 'gif', 'mp4');
CREATE TYPE media_licence AS ENUM ('BY', 'BY-SA', 'BY-NC', 'CC0', 'unsplash', 'private', 'unknown');
CREATE TYPE embed_format AS ENUM ('none', 'youtube', 'vimeo', 'iframe');
CREATE TYPE image_shape AS (x numeric, y numeric, z numeric, url text, blur text);
CREATE TYPE media_adapter AS (adapter text, file_id text, account_id text, info text);
