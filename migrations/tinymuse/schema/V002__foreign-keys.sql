-- users and virtual_objects point at each other: a player is somewhere, and everything belongs to a player.

ALTER TABLE users
  ADD FOREIGN KEY (current_location) REFERENCES virtual_objects (id);
ALTER TABLE virtual_objects
  ADD FOREIGN KEY (owner_id) REFERENCES users (id),
  ADD FOREIGN KEY (location_id) REFERENCES virtual_objects (id),
  ADD FOREIGN KEY (zone_id) REFERENCES virtual_objects (id);
ALTER TABLE attributes
  ADD FOREIGN KEY (object_id) REFERENCES virtual_objects (id) ON DELETE CASCADE;
ALTER TABLE attribute_definitions
  ADD FOREIGN KEY (object_id) REFERENCES virtual_objects (id) ON DELETE CASCADE;
ALTER TABLE object_parents
  ADD FOREIGN KEY (object_id) REFERENCES virtual_objects (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (parent_id) REFERENCES virtual_objects (id);
ALTER TABLE user_powers
  ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE messages
  ADD FOREIGN KEY (sender_id) REFERENCES users (id),
  ADD FOREIGN KEY (recipient_id) REFERENCES users (id);

CREATE INDEX virtual_objects_location ON virtual_objects (location_id);
CREATE INDEX virtual_objects_owner ON virtual_objects (owner_id);
CREATE INDEX messages_recipient ON messages (recipient_id, created_at);
