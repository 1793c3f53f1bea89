-- Objects from 1970: an unknown time that was taken for one
SELECT id FROM virtual_objects WHERE created_at < '1971-01-01' OR updated_at < '1971-01-01';
