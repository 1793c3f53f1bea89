-- Places that are not on the earth
SELECT 'birth_data' AS what, id FROM birth_data WHERE latitude NOT BETWEEN -90 AND 90 OR longitude NOT BETWEEN -180 AND 180
UNION ALL
SELECT 'location_cache', id FROM location_cache WHERE latitude NOT BETWEEN -90 AND 90 OR longitude NOT BETWEEN -180 AND 180;
