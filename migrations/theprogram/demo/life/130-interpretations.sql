-- 6 a text is written, another is shared with all or taken back
INSERT INTO interpretations (id, interpretation_type, key_identifier, text_content, is_user_custom, user_id, created_at, updated_at)
VALUES (pg_temp.fresh('text'), 'aspect', 'key_' || pg_temp.n(97), 'neu', true, pg_temp.someone(), now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC');
UPDATE interpretations SET user_id = CASE WHEN user_id IS NULL THEN pg_temp.someone() END, is_user_custom = user_id IS NULL,
       updated_at = now() AT TIME ZONE 'UTC'
WHERE id = (SELECT id FROM interpretations WHERE id >= pg_temp.pick() ORDER BY id LIMIT 1);
DELETE FROM interpretations WHERE id = (SELECT id FROM interpretations WHERE id >= pg_temp.fresh('gone') ORDER BY id LIMIT 1);
