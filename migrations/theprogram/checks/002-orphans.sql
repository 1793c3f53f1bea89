-- Orphans, each of the seven references asked for itself
SELECT 'birth_data.client_id' AS reference, id FROM birth_data WHERE client_id NOT IN (SELECT id FROM clients)
UNION ALL
SELECT 'charts.client_id', id FROM charts WHERE client_id IS NOT NULL AND client_id NOT IN (SELECT id FROM clients)
UNION ALL
SELECT 'charts.birth_data_id', id FROM charts WHERE birth_data_id NOT IN (SELECT id FROM birth_data)
UNION ALL
SELECT 'chart_interpretations.chart_id', id FROM chart_interpretations WHERE chart_id NOT IN (SELECT id FROM charts)
UNION ALL
SELECT 'aspect_patterns.chart_id', id FROM aspect_patterns WHERE chart_id NOT IN (SELECT id FROM charts)
UNION ALL
SELECT 'transit_events.chart_id', id FROM transit_events WHERE chart_id NOT IN (SELECT id FROM charts)
UNION ALL
SELECT 'session_notes.client_id', id FROM session_notes WHERE client_id NOT IN (SELECT id FROM clients);
