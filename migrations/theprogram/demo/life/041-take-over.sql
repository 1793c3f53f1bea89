-- 2 the user who moves takes a client over
UPDATE clients SET user_id = (SELECT id FROM users WHERE email = 'user.1@example.com'), updated_at = now() AT TIME ZONE 'UTC'
WHERE id = pg_temp.client(pg_temp.someone());
