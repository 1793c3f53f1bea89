-- Theaterpedia: an archive of the old database to the refactored schema. README.md beside this file says why each
-- decision was taken. Every foreign key is bound late, by natural key: the order of tables and rows does not matter.
-- A status that the old database does not know is a dead letter: it becomes no default.

INSERT INTO projects (domaincode)
SELECT p.id
FROM projects p
ON CONFLICT (domaincode) DO UPDATE;

INSERT INTO locations (xmlid, name, phone, email, city, zip, street, country_id, category_id, cimg, header_type,
                       header_size, md, is_company, is_location_provider, project_id, status_id, created_at, updated_at)
SELECT l.id, l.name, l.phone, l.email, l.city, l.zip, l.street, l.country_id, l.category_id, l.cimg, l.header_type,
       l.header_size, l.md, lower(l.is_company)::boolean, lower(l.is_location_provider)::boolean,
       (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(l.id, '.', 1)),
       CASE l.status WHEN 'active' THEN 503 WHEN 'archived' THEN 506 WHEN 'deleted' THEN 507 END,
       l.created_at::timestamp, l.updated_at::timestamp
FROM locations l
ON CONFLICT (xmlid) DO UPDATE;

INSERT INTO instructors (xmlid, name, email, phone, city, country_id, cimg, description, status_id, created_at, updated_at)
SELECT i.id, i.name, i.email, i.phone, i.city, i.country_id, i.cimg, i.description,
       CASE i.status WHEN 'active' THEN 403 WHEN 'archived' THEN 406 WHEN 'deleted' THEN 407 END,
       i.created_at::timestamp, i.updated_at::timestamp
FROM instructors i
ON CONFLICT (xmlid) DO UPDATE;

INSERT INTO participants (xmlid, name, age, city, country_id, cimg, description, type, status_id, created_at, updated_at)
SELECT p.id, p.name, p.age, p.city, p.country_id, p.cimg, p.description, p.type,
       CASE p.status WHEN 'active' THEN 303 WHEN 'archived' THEN 306 WHEN 'deleted' THEN 307 END,
       p.created_at::timestamp, p.updated_at::timestamp
FROM participants p
ON CONFLICT (xmlid) DO UPDATE;

-- An event's user is the alias of an instructor: partner_instructor_01 is instructor_01.
INSERT INTO events (xmlid, name, date_begin, date_end, location, public_user, project_id, seats_max, cimg, header_type,
                    rectitle, teaser, isbase, status_id, created_at, updated_at)
SELECT e.id, e.name, e.date_begin::timestamp, e.date_end::timestamp,
       (SELECT l.id FROM new.locations l WHERE l.xmlid = e.address_id),
       (SELECT i.id FROM new.instructors i WHERE i.xmlid = replace(e.user_id, '.partner_', '.')),
       (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(e.id, '.', 1)),
       e.seats_max, e.cimg, e.header_type, e.rectitle, e.teaser, e."isBase" = 1,
       CASE e.status WHEN 'active' THEN 103 WHEN 'archived' THEN 106 WHEN 'deleted' THEN 107 END,
       e.created_at::timestamp, e.updated_at::timestamp
FROM events e
ON CONFLICT (xmlid) DO UPDATE;

INSERT INTO posts (xmlid, name, subtitle, teaser, author_id, blog_id, project_id, published, post_date, cover_properties,
                   cimg, status_id, created_at, updated_at)
SELECT p.id, p.name, p.subtitle, p.teaser,
       (SELECT i.id FROM new.instructors i WHERE i.xmlid = replace(p.author_id, '.partner_', '.')),
       p.blog_id,
       (SELECT j.id FROM new.projects j WHERE j.domaincode = split_part(p.id, '.', 1)),
       lower(p.is_published)::boolean, p.post_date::date, p.cover_properties::jsonb, p.cimg,
       CASE p.status WHEN 'active' THEN 203 WHEN 'archived' THEN 206 WHEN 'deleted' THEN 207 END,
       p.created_at::timestamp, p.updated_at::timestamp
FROM posts p
ON CONFLICT (xmlid) DO UPDATE;

-- One text holds the ids of several events, with commas between them.
INSERT INTO event_instructors (event_id, instructor_id)
SELECT (SELECT e.id FROM new.events e WHERE e.xmlid = btrim(r.ref)),
       (SELECT n.id FROM new.instructors n WHERE n.xmlid = i.id)
FROM instructors i
CROSS JOIN LATERAL unnest(string_to_array(i.event_id, ',')) AS r(ref);

INSERT INTO event_locations (event_id, location_id)
SELECT (SELECT e.id FROM new.events e WHERE e.xmlid = btrim(r.ref)),
       (SELECT n.id FROM new.locations n WHERE n.xmlid = l.id)
FROM locations l
CROSS JOIN LATERAL unnest(string_to_array(l.event_id, ',')) AS r(ref);

INSERT INTO event_participants (event_id, participant_id)
SELECT (SELECT e.id FROM new.events e WHERE e.xmlid = btrim(r.ref)),
       (SELECT n.id FROM new.participants n WHERE n.xmlid = p.id)
FROM participants p
CROSS JOIN LATERAL unnest(string_to_array(p.event_id, ',')) AS r(ref);

INSERT INTO event_posts (event_id, post_id)
SELECT (SELECT e.id FROM new.events e WHERE e.xmlid = btrim(r.ref)),
       (SELECT n.id FROM new.posts n WHERE n.xmlid = p.id)
FROM posts p
CROSS JOIN LATERAL unnest(string_to_array(p.event_id, ',')) AS r(ref);

INSERT INTO versions (id, version_number, name, description, created_by, is_active, csv_exported, created_at)
SELECT v.id, v.version_number, v.name, v.description, v.created_by, v.is_active = 1, v.csv_exported = 1,
       v.created_at::timestamp
FROM versions v;

INSERT INTO record_versions (id, version_id, record_type, record_id, data, created_at)
SELECT r.id, r.version_id, r.record_type, r.record_id, r.data::jsonb, r.created_at::timestamp
FROM record_versions r;
