-- Run once in each session. demo.mine, demo.pick, demo.new and demo.n are thrown before each happening.
CREATE FUNCTION pg_temp.pick() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT current_setting('demo.pick')::uuid $$;
CREATE FUNCTION pg_temp.n(below bigint) RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT current_setting('demo.n')::bigint % below $$;
CREATE FUNCTION pg_temp.fresh(part text) RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT md5(current_setting('demo.new') || part)::uuid $$;
-- Every other thing happens to the one user who moves.
CREATE FUNCTION pg_temp.someone() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CASE current_setting('demo.mine') WHEN 'yes' THEN (SELECT id FROM users WHERE email = 'user.1@example.com')
    ELSE coalesce((SELECT id FROM users WHERE id >= pg_temp.pick() ORDER BY id LIMIT 1), (SELECT min(id::text)::uuid FROM users)) END
$$;
CREATE FUNCTION pg_temp.client(whose uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT id FROM clients WHERE user_id = whose ORDER BY id < pg_temp.pick(), id LIMIT 1
$$;
CREATE FUNCTION pg_temp.chart(whose uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT id FROM charts WHERE user_id = whose ORDER BY id < pg_temp.pick(), id LIMIT 1
$$;
