-- Default avatars that do not have their user's name, or whose prompt does not have name and bio
SELECT a.id, a.owner_user_id
FROM avatars a
JOIN users u ON u.id = a.owner_user_id
WHERE a.metadata ->> 'migrated_from_user' = 'true'
  AND (a.name <> COALESCE(CASE WHEN btrim(u.display_name) <> '' THEN u.display_name END,
                          CASE WHEN btrim(u.username) <> '' THEN u.username END, 'Virtual Creator')
       OR strpos(a.personality_prompt, a.name) = 0
       OR strpos(a.personality_prompt, a.bio) = 0);
