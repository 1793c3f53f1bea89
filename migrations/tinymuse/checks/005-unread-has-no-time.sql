-- Messages that are new and were read
SELECT id FROM messages WHERE (metadata ->> 'flags')::int & 4 <> 0 AND read_at IS NOT NULL;
