-- Booleans that are neither 0 nor 1
SELECT 'birth_data.time_unknown' AS what, id FROM birth_data WHERE time_unknown NOT IN (0, 1)
UNION ALL
SELECT 'interpretations.is_user_custom', id FROM interpretations WHERE is_user_custom NOT IN (0, 1)
UNION ALL
SELECT 'transit_events.is_applying', id FROM transit_events WHERE is_applying NOT IN (0, 1);
