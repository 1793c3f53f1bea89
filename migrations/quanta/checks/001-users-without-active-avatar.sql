-- Users without an active avatar
SELECT u.id FROM users u WHERE u.active_avatar_id IS NULL;
