-- TinyMUSE to VibeMUSE. README.md beside this file says why each decision was taken.
--
-- Every id is made of the old number, so that the same object has the same id whenever and wherever it is read, and
-- a reference needs no lookup: an object may name another that comes later, and users and objects each other.

-- A player is a user and an object. The password stays behind: '!' is the hash of none. A record that names no class
-- is a visitor, the new schema's own default; a class that nobody knows is a dead letter.
INSERT INTO users (id, username, password_hash, user_class, powers, current_location, profile, created_at, updated_at)
SELECT md5('object:' || o.dbref::text)::uuid, o.name, '!',
       CASE COALESCE(o.class, 2)
         WHEN 1 THEN 'guest' WHEN 2 THEN 'visitor' WHEN 3 THEN 'group' WHEN 4 THEN 'citizen'
         WHEN 5 THEN 'pcitizen' WHEN 6 THEN 'guide' WHEN 7 THEN 'official' WHEN 8 THEN 'builder'
         WHEN 9 THEN 'admin' WHEN 10 THEN 'director' END,
       o.powers,
       md5('object:' || o.sound_location::text)::uuid,
       jsonb_build_object('dbref'::text, o.dbref, 'robot'::text, o.sound_owner <> o.dbref),
       o.create_time, o.mod_time
FROM objects o
WHERE o.type = 'player' AND NOT o.freed;

-- What VibeMUSE has no column for stands in object_data: nothing is lost.
INSERT INTO virtual_objects (id, object_type, name, description, owner_id, location_id, zone_id, flags, object_data,
                             created_at, updated_at)
SELECT md5('object:' || o.dbref::text)::uuid, o.type, o.name, o.description,
       md5('object:' || o.sound_owner::text)::uuid,
       md5('object:' || o.sound_location::text)::uuid,
       md5('object:' || o.sound_zone::text)::uuid,
       o.flag_names,
       jsonb_build_object('dbref'::text, o.dbref, 'flags'::text, o.flags, 'link'::text, o.sound_link,
                          'contentsOrdinal'::text, o.contents_ordinal, 'exitsOrdinal'::text, o.exits_ordinal),
       o.create_time, o.mod_time
FROM objects o
WHERE NOT o.freed;

-- The description stands with its object. Two objects may define attributes of one name: what the server does not
-- define itself is named with its definer.
INSERT INTO attributes (object_id, name, value, flags)
SELECT md5('object:' || a.object::text)::uuid,
       CASE WHEN a.definer = -1 THEN a.name ELSE '#' || a.definer::text || '.' || a.name END,
       a.value, a.flags
FROM attributes a
WHERE NOT (a.definer = -1 AND a.index = 6);

INSERT INTO attribute_definitions (object_id, position, name, flags)
SELECT md5('object:' || d.object::text)::uuid, d.position, d.name, d.flags
FROM definitions d;

INSERT INTO object_parents (object_id, ordinal, parent_id)
SELECT md5('object:' || p.object::text)::uuid, p.ordinal, md5('object:' || p.parent::text)::uuid
FROM parents p;

INSERT INTO user_powers (user_id, power, name, level)
SELECT md5('object:' || p.object::text)::uuid, p.power, p.name, p.level
FROM powers p;

INSERT INTO lock_references (object_id, definer, number, ordinal, named_id)
SELECT md5('object:' || l.object::text)::uuid, l.definer, l.index, l.ordinal, md5('object:' || l.dbref::text)::uuid
FROM lock_references l;

-- 4 is the flag of a message that nobody has read yet, whatever its time says.
INSERT INTO messages (id, sender_id, recipient_id, message_type, content, created_at, read_at, metadata)
SELECT md5('mail:' || m.ordinal::text)::uuid,
       md5('object:' || m.sender::text)::uuid, md5('object:' || m.recipient::text)::uuid,
       'mail', m.message, m.sent,
       CASE WHEN m.flags & 4 <> 0 THEN NULL ELSE m.read END,
       jsonb_build_object('ordinal'::text, m.ordinal, 'flags'::text, m.flags)
FROM mail m;

INSERT INTO import_remarks (line, record, what)
SELECT r.line, r.record, r.what
FROM remarks r;

INSERT INTO import_source (version, user_limit, restrict_class, db_top)
SELECT d.version, d.user_limit, d.restrict_class, d.db_top
FROM dump d;
