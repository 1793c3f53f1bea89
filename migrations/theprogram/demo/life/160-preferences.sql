-- 4 a user changes the preferences, or drops them and begins anew
DELETE FROM user_preferences WHERE user_id = pg_temp.someone() AND pg_temp.n(4) = 0;
INSERT INTO user_preferences (id, user_id, aspect_orbs, displayed_points)
VALUES (pg_temp.fresh('preferences'), pg_temp.someone(), CASE pg_temp.n(3) WHEN 0 THEN NULL WHEN 1 THEN jsonb '{}' ELSE jsonb '[]' END, NULL)
ON CONFLICT (user_id) DO UPDATE SET aspect_orbs = excluded.aspect_orbs, displayed_points = '["☉"]', updated_at = now() AT TIME ZONE 'UTC';
