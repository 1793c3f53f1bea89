-- 3 a user sets a new password
UPDATE users SET password_hash = '$2b$12$' || md5(current_setting('demo.new')), last_login = now() AT TIME ZONE 'UTC', updated_at = now() AT TIME ZONE 'UTC'
WHERE id = pg_temp.someone();
