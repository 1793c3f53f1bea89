CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN email AS varchar(100) CHECK (VALUE LIKE '%@%');
CREATE TABLE "User Account" (
  dropped int, id int, tenant uuid, name text NOT NULL, mail email, mood mood, born date, seen timestamptz, made timestamp(3) NOT NULL,
  score bigint, ratio float8, price numeric(10,2), big numeric, tags text[], grid int[], data jsonb, raw json, blob bytea, code char(5),
  every interval, clock time, p pair, span int4range, ip inet, active boolean, full_name text GENERATED ALWAYS AS (upper(name) || '!') STORED,
  PRIMARY KEY (tenant, id));
ALTER TABLE "User Account" DROP COLUMN dropped;
INSERT INTO "User Account" (id, tenant, name, mail, mood, born, seen, made, score, ratio, price, big, tags, grid, data, raw, blob, code, every, clock, p, span, ip, active)
SELECT i, ('00000000-0000-0000-0000-00000000000' || i % 10)::uuid, 'Name ' || i, 'a' || i || '@x', (ARRAY['sad','ok','happy'])[1 + i % 3]::mood,
 '2000-01-01'::date + i, '2020-01-01T00:00:00Z'::timestamptz + i * interval '1 hour 1 ms', '2020-01-01'::timestamp + i * interval '1.001 s', i * 1000000, i / 7.0, i / 3.0, i / 3.0,
 ARRAY['t' || i, 'ü', NULL], ARRAY[[i,1],[2,3]], jsonb_build_object('a', i, 'bb', ARRAY[1,2]), '{"x":  1}', decode('00ff', 'hex'), 'c' || i, i * interval '1 day 2 s', '12:00', ROW(i,'x')::pair, int4range(i,i+5), '10.0.0.1', i % 2 = 0
FROM generate_series(1, 300) i;
CREATE TABLE part (id bigint PRIMARY KEY, v text) PARTITION BY RANGE (id);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (100);
CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (100) TO (1000) PARTITION BY RANGE (id);
CREATE TABLE part_2a PARTITION OF part_2 FOR VALUES FROM (100) TO (1000);
INSERT INTO part SELECT i, 'v' || i FROM generate_series(1, 150) i;
