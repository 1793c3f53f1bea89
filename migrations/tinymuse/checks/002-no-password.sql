-- Users with a password that was carried over
SELECT id, username FROM users WHERE password_hash <> '!';
