-- 10 a session is noted, another note gets or loses its text, a third goes
INSERT INTO session_notes (id, client_id, user_id, note_date, note_content, created_at, updated_at)
SELECT pg_temp.fresh('note'), c.id, c.user_id, date '2026-02-02', CASE pg_temp.n(5) WHEN 0 THEN NULL ELSE 'nötiges' END, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
FROM clients c WHERE c.id = pg_temp.client(pg_temp.someone());
UPDATE session_notes SET note_content = CASE WHEN note_content IS NULL THEN 'found again' WHEN pg_temp.n(6) > 0 THEN note_content || '.' END,
       updated_at = now() AT TIME ZONE 'UTC'
WHERE id = (SELECT id FROM session_notes WHERE user_id = pg_temp.someone() ORDER BY id < pg_temp.pick(), id LIMIT 1);
DELETE FROM session_notes WHERE id = (SELECT id FROM session_notes WHERE user_id = pg_temp.someone() ORDER BY id < pg_temp.fresh('gone'), id LIMIT 1);
