-- Events whose status belongs to another table
SELECT e.id, e.xmlid FROM events e JOIN status s ON s.id = e.status_id WHERE s."table" <> 'events';
