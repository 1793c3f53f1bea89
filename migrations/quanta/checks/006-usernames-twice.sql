-- Usernames that two users have
SELECT u.username, count(*) FROM users u GROUP BY u.username HAVING count(*) > 1;
