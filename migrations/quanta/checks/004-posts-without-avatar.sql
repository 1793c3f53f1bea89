-- Posts without an avatar
SELECT p.id, p.avatar_id FROM posts p WHERE NOT EXISTS (SELECT FROM avatars a WHERE a.id = p.avatar_id);
