-- Rooms that are in something else
SELECT id, location_id FROM virtual_objects WHERE object_type = 'room' AND location_id <> id;
