-- 4 a client goes, with everything
DELETE FROM clients WHERE id = pg_temp.client(pg_temp.someone());
