-- Ids that are no UUID of 36 small letters and hyphens
SELECT t.name, t.id
FROM (SELECT 'clients' AS name, id FROM clients
      UNION ALL SELECT 'birth_data', id FROM birth_data
      UNION ALL SELECT 'charts', id FROM charts
      UNION ALL SELECT 'chart_interpretations', id FROM chart_interpretations
      UNION ALL SELECT 'interpretations', id FROM interpretations
      UNION ALL SELECT 'aspect_patterns', id FROM aspect_patterns
      UNION ALL SELECT 'transit_events', id FROM transit_events
      UNION ALL SELECT 'session_notes', id FROM session_notes
      UNION ALL SELECT 'location_cache', id FROM location_cache) t
WHERE length(t.id) <> 36 OR t.id GLOB '*[^0-9a-f-]*' OR t.id NOT LIKE '________-____-____-____-____________';
