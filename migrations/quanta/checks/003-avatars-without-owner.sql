-- Avatars whose owner is not there
SELECT a.id, a.owner_user_id FROM avatars a WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = a.owner_user_id);
