-- The posts of users who are gone, or of nobody: they have no avatar to belong to.
SELECT 'posts' AS old_table, ARRAY['id', p.id::text] AS old_key,
       'posts' AS new_table, ARRAY['id', p.id::text] AS new_key,
       '23502' AS sqlstate, 'avatar_id' AS reason
FROM posts p
WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = p.user_id);
