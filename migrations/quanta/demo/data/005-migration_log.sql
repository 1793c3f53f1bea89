-- What earlier attempts left.
INSERT INTO migration_log (migration_type, status, details)
SELECT 'user_to_avatar', (ARRAY['started', 'failed', 'rolled_back'])[1 + i % 3], jsonb_build_object('attempt', i)
FROM generate_series(1, 9) AS i;
