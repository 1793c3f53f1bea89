-- Dates and times that SQLite cannot read
SELECT 'birth_data.birth_date' AS what, id FROM birth_data WHERE date(birth_date) IS NOT birth_date
UNION ALL
SELECT 'birth_data.birth_time', id FROM birth_data WHERE birth_time IS NOT NULL AND time(birth_time) IS NULL
UNION ALL
SELECT 'transit_events.event_date', id FROM transit_events WHERE date(event_date) IS NOT event_date
UNION ALL
SELECT 'session_notes.note_date', id FROM session_notes WHERE date(note_date) IS NOT note_date
UNION ALL
SELECT 'clients', id FROM clients WHERE datetime(created_at) IS NULL OR datetime(updated_at) IS NULL OR created_at NOT LIKE '____-__-__T%'
UNION ALL
SELECT 'charts', id FROM charts WHERE datetime(created_at) IS NULL OR created_at NOT LIKE '____-__-__T%'
  OR (last_viewed IS NOT NULL AND datetime(last_viewed) IS NULL);
