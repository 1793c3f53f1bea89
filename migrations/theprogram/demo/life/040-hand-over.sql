-- 3 a client is handed over to another user, or comes back
UPDATE clients SET user_id = (SELECT id FROM users ORDER BY id < pg_temp.fresh('user'), id LIMIT 1), updated_at = now() AT TIME ZONE 'UTC'
WHERE id = pg_temp.client(pg_temp.someone());
