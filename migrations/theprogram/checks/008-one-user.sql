-- A file that is not one user's: no configuration, or a second one
SELECT count(*) AS configurations FROM app_config HAVING count(*) <> 1 OR min(length(password_hash)) = 0;
