-- The list of statuses is not the one of 81
SELECT count(*) FROM status HAVING count(*) <> 81;
