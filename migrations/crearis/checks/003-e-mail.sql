-- Addresses that are none
SELECT 'instructors' AS "table", xmlid FROM instructors WHERE email !~ '^[^@ ]+@[^@ ]+\.[^@ ]+$'
UNION ALL SELECT 'locations', xmlid FROM locations WHERE email !~ '^[^@ ]+@[^@ ]+\.[^@ ]+$';
