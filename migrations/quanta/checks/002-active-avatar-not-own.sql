-- Users whose active avatar is not there, or is another user's
SELECT u.id, u.active_avatar_id
FROM users u
LEFT JOIN avatars a ON a.id = u.active_avatar_id AND a.owner_user_id = u.id
WHERE u.active_avatar_id IS NOT NULL AND a.id IS NULL;
