CREATE TYPE mood AS ENUM ('ok', 'happy', 'sad', 'new');
CREATE TYPE feeling AS ENUM ('sad', 'happy');
CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN short AS varchar(12);
CREATE TABLE account (
  tenant text, id bigint, name short NOT NULL, mail varchar(50), mood mood, feeling feeling, born timestamp, seen timestamptz(0), made date,
  score int, ratio real, price numeric(5,1), big int, tags varchar(3)[], grid bigint[], data json, raw jsonb, blob bytea, code text,
  every interval, clock time, p pair, span int4range, ip inet, active text, full_name text, constant jsonb DEFAULT '{}', PRIMARY KEY (id, tenant));
CREATE TABLE tag (tenant uuid, user_id int, place int, tag text, PRIMARY KEY (tenant, user_id, place));
CREATE TABLE phone (tenant uuid NOT NULL, user_id int NOT NULL, kind text NOT NULL, v text, UNIQUE (tenant, user_id, kind));
CREATE TABLE v (id bigint PRIMARY KEY, v text, src text);
CREATE TABLE parts (kind text, id bigint, v text, PRIMARY KEY (kind, id));
