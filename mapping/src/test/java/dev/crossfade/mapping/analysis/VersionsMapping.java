package dev.crossfade.mapping.analysis;

/** A mapping with every kind of node that an analysed tree may have, and its two schemas. */
final class VersionsMapping {

  static final String OLD =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
      CREATE TABLE guilds (
        id int PRIMARY KEY, name varchar(40) NOT NULL, dropped int, mood mood, tags text[],
        settings jsonb, price numeric(12,2), level0 bigint, level1 bigint, made timestamptz,
        born date, code char(6), spent interval, hash bytea);
      ALTER TABLE guilds DROP COLUMN dropped;
      CREATE TABLE members (
        guild_id int REFERENCES guilds, user_id bigint, joined timestamp, points int,
        weight float8, PRIMARY KEY (guild_id, user_id));
      """;

  static final String NEW =
      """
      CREATE TABLE guild_cards (
        id int PRIMARY KEY, name text, kind text, best text, label text, tag text, opts jsonb,
        cents bigint, shown text, day text, hex text, big boolean);
      CREATE TABLE ranks (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, guild_id int NOT NULL, rank int NOT NULL,
        name text, UNIQUE (guild_id, rank));
      CREATE TABLE roles (guild_id int, rank_id int, role bigint, PRIMARY KEY (guild_id, role));
      CREATE TABLE guild_tags (guild_id int, place bigint, tag text, PRIMARY KEY (guild_id, place));
      CREATE TABLE member_cards (
        guild_id int, user_id bigint, guild text, rank text, mates bigint,
        PRIMARY KEY (guild_id, user_id));
      CREATE TABLE totals (
        guild_id int PRIMARY KEY, members bigint, points bigint, best int, joined text, any_good boolean);
      CREATE TABLE names (name text PRIMARY KEY);
      CREATE TABLE active (id int PRIMARY KEY, name text);
      """;

  static final String MAPPING =
      """
      INSERT INTO guild_cards
        (id, name, kind, best, label, tag, opts, cents, shown, day, hex, big)
      SELECT g.id, initcap(g.name) || '!',
             CASE g.mood WHEN 'sad' THEN 'low' WHEN 'ok' THEN 'mid' ELSE g.mood::text END,
             GREATEST(g.code, 'abc' COLLATE "C"),
             format('%s (%s)', g.name, COALESCE(NULLIF(trim(g.code), ''), 'none')),
             (ARRAY[g.tags[1], g.name::text])[2],
             jsonb_build_object('a', g.settings -> 'a', 'n', g.settings #>> '{b,0}', 't', g.tags),
             (g.price * 100)::bigint,
             to_char(g.made, 'YYYY-MM-DD HH24:MI') || to_char(g.price, 'FM999990.00'),
             EXTRACT(year FROM g.born)::text || (g.made AT TIME ZONE 'Europe/Berlin')::text
               || (g.born + g.spent)::text,
             encode(g.hash, 'hex') || md5(g.name)::uuid::text,
             g.price > 10 AND g.id = ANY (ARRAY[1, 2, 3]) IS NOT TRUE
               OR g.name IS DISTINCT FROM 'x' AND g.born IS NOT NULL
        FROM guilds g
       WHERE g.name ~ '^[a-z]' OR g.name LIKE '%x%' OR g.id IN (1, 2, 5);

      INSERT INTO ranks (guild_id, rank, name)
      SELECT g.id, l.rank, 'Rank ' || l.rank
        FROM guilds g
       CROSS JOIN LATERAL (VALUES (0, g.level0), (1, g.level1)) AS l(rank, role)
       WHERE l.role IS NOT NULL
          ON CONFLICT (guild_id, rank) DO UPDATE;

      INSERT INTO roles (guild_id, rank_id, role)
      SELECT g.id,
             (SELECT r.id FROM new.ranks r WHERE r.guild_id = g.id AND r.rank = l.rank),
             l.role
        FROM guilds g
       CROSS JOIN LATERAL (VALUES (0, g.level0), (1, g.level1)) AS l(rank, role)
       WHERE l.role IS NOT NULL
          ON CONFLICT (guild_id, role) DO UPDATE;

      INSERT INTO guild_tags (guild_id, place, tag)
      SELECT g.id, t.place, t.tag
        FROM guilds g CROSS JOIN LATERAL unnest(g.tags) WITH ORDINALITY AS t(tag, place);

      INSERT INTO member_cards (guild_id, user_id, guild, rank, mates)
      SELECT m.guild_id, m.user_id, g.name || to_char(m.joined, 'FMDay') || m.weight,
             CASE WHEN m.points BETWEEN 0 AND 9 THEN 'new' WHEN m.points >= 10 THEN 'old' END,
             (SELECT count(*) FROM members o WHERE o.guild_id = m.guild_id)
        FROM members m LEFT JOIN guilds g ON g.id = m.guild_id AND g.name <> 'hidden';

      INSERT INTO totals (guild_id, members, points, best, joined, any_good)
      SELECT m.guild_id, count(*), sum(m.points), max(m.points) FILTER (WHERE m.points < 50),
             string_agg(m.user_id::text, ',' ORDER BY m.user_id DESC), bool_or(m.points > 5)
        FROM members m GROUP BY m.guild_id HAVING count(*) > 1;

      INSERT INTO names (name)
      WITH named AS (SELECT DISTINCT g.name::text AS name FROM guilds g)
      SELECT n.name FROM named n;

      INSERT INTO active (id, name)
      SELECT g.id, g.name FROM guilds g
       WHERE EXISTS (SELECT 1 FROM members m WHERE m.guild_id = g.id AND m.points > 3);
      """;

  static final String ROWS =
      """
      INSERT INTO guilds
      SELECT i, CASE i % 4 WHEN 0 THEN 'hidden' ELSE 'guild ' || i % 7 END,
             (ARRAY['sad', 'ok', 'happy', NULL])[1 + i % 4]::mood,
             CASE WHEN i % 5 = 0 THEN NULL ELSE ARRAY['t' || i, NULL, 'x'] END,
             jsonb_build_object('a', i, 'b', jsonb_build_array('z', i)), i * 1.25,
             CASE WHEN i % 3 > 0 THEN i * 10 END, CASE WHEN i % 2 > 0 THEN i * 10 + 1 END,
             '2024-01-31 23:59:59.5+00'::timestamptz + i * interval '13 days 1 hour',
             date '2000-02-29' + i * 97, 'c' || i, i * interval '1 mon 2 days', decode(md5(i::text), 'hex')
        FROM generate_series(1, 30) i;
      INSERT INTO members
      SELECT 1 + i % 30, i, timestamp '2020-01-01' + i * interval '7 hours', i % 60, i / 3.0
        FROM generate_series(1, 120) i;
      """;

  private VersionsMapping() {}
}
