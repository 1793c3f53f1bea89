-- A note without a text: the new column is NOT NULL. Only those of the migrated user come so far.
SELECT 'session_notes' AS old_table, ARRAY['id', n.id::text] AS old_key,
       'session_notes' AS new_table, ARRAY['id', n.id::text] AS new_key,
       '23502' AS sqlstate, 'note_content' AS reason
FROM session_notes n
JOIN users u ON u.id = n.user_id
JOIN clients c ON c.id = n.client_id
WHERE u.email = 'user.1@example.com' AND c.user_id = n.user_id AND n.note_content IS NULL;
