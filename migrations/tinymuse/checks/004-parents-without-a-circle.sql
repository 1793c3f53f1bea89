-- Objects that are a parent of themselves
SELECT object_id FROM object_parents WHERE parent_id = object_id;
