-- Users with a default avatar and another one, and default avatars by a wrong id
SELECT a.owner_user_id, a.id
FROM avatars a
WHERE a.metadata ->> 'migrated_from_user' = 'true'
  AND (a.id <> md5('avatar:' || a.owner_user_id)::uuid
       OR EXISTS (SELECT FROM avatars b WHERE b.owner_user_id = a.owner_user_id AND b.id <> a.id));
