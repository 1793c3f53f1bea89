INSERT INTO account (tenant, id, name, mail, mood, feeling, born, seen, made, score, ratio, price, big, tags, grid, data, raw, blob, code, every, clock, p, span, ip, active, full_name, constant)
SELECT u.tenant, u.id, u.name, u.mail, u.mood, u.mood, u.born, u.seen, u.made, u.score, u.ratio, u.price, u.big, u.tags, u.grid, '{"b": 1,   "a":2}', '{"b": 1, "a":[1.0, "x", null, true, {}]}', u.blob, u.code,
  u.every, u.clock, u.p, u.span, u.ip, u.active, u.full_name, '{"b": 1,   "a":2}'
FROM public."User Account" u
WHERE u.name <> 'Name 7' AND u.mood IN ('sad', 'happy', 'ok') AND NOT (u.id BETWEEN 10 AND 12);

INSERT INTO tag (tenant, user_id, place, tag)
SELECT u.tenant, u.id, t.place, lower(t.tag)
FROM "User Account" AS u LEFT JOIN LATERAL unnest(u.tags) WITH ORDINALITY AS t(tag, place) ON t.tag <> 'ü'
WHERE t.place IS NOT NULL;

INSERT INTO phone (tenant, user_id, kind, v)
SELECT tenant, id, kind, CASE WHEN n > 0 THEN coalesce(v, :email) ELSE 'x' END
FROM "User Account", LATERAL (VALUES (1, 'home', name), (2, 'work', mail::text)) AS l(n, kind, v)
ON CONFLICT (kind, tenant, user_id) DO UPDATE;

INSERT INTO parts (kind, id, v) SELECT 'p', p.id, nullif(p.v, 'v3') || concat('ä', NULL, 1) FROM part p;
INSERT INTO parts (v, kind, id) SELECT u.name, 'u', u.score FROM "User Account" u;
