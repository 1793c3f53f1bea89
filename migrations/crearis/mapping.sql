-- Theaterpedia: an archive of the old database to the refactored schema (packages A and B). README.md beside this file says
-- why each decision was taken. Every foreign key is bound late, by natural key: the order of tables and rows does not matter.
-- A status that the old database does not know becomes no default: its row is a dead letter.

-- datA_config: what the program itself is.

INSERT INTO releases (id, version, version_major, version_minor, description, state, release_date, created_at, updated_at)
SELECT r.id, r.version, r.version_major, r.version_minor, r.description, r.state, r.release_date,
       r.created_at::timestamp, r.updated_at::timestamp::text
FROM releases r;

INSERT INTO versions (id, version_number, name, description, created_at, created_by, is_active, snapshot_data, csv_exported, notes)
SELECT v.id, v.version_number, v.name, v.description, v.created_at::timestamp, v.created_by, v.is_active, v.snapshot_data,
       v.csv_exported, v.notes
FROM versions v;

INSERT INTO record_versions (id, version_id, record_type, record_id, data, created_at)
SELECT r.id, r.version_id, r.record_type, r.record_id, r.data, r.created_at::timestamp
FROM record_versions r;

-- Tags are known by their name: _demo.category_workshops is workshops.
INSERT INTO tags (name, name_i18n)
SELECT split_part(c.id, '.category_', 2), jsonb_build_object('en'::text, c.name)
FROM categories c
ON CONFLICT (name) DO UPDATE;

-- datB_base: users and projects. An id that is no address becomes one.

INSERT INTO users (sysmail, username, password, role, status_id, instructor_id)
SELECT CASE WHEN u.id ~ '@' THEN u.id ELSE u.id || '@theaterpedia.org' END,
       u.username, u.password, u.role, 703,
       (SELECT i.id FROM new.instructors i
        WHERE i.xmlid = CASE WHEN position('.partner_instructor_' IN u.id) > 0 THEN replace(u.id, '.partner_', '.') END)
FROM users u
ON CONFLICT (sysmail) DO UPDATE;

INSERT INTO projects (domaincode, name, heading, description, type, status_old, owner_id, regio, cimg, img_id, status_id,
                      created_at, updated_at)
SELECT p.id, p.name, p.heading, p.description, p.type, p.status,
       (SELECT u.id FROM new.users u
        WHERE u.sysmail = CASE WHEN p.owner_id ~ '@' THEN p.owner_id ELSE p.owner_id || '@theaterpedia.org' END),
       (SELECT r.id FROM new.projects r WHERE r.domaincode = p.regio),
       p.cimg,
       (SELECT m.id FROM new.images m WHERE m.xmlid = p.id || '.image_' || md5(p.cimg)),
       CASE p.status WHEN 'new' THEN 600 WHEN 'active' THEN 603 WHEN 'archived' THEN 606 WHEN 'deleted' THEN 607 END,
       p.created_at::timestamp, p.updated_at::timestamp::text
FROM projects p
ON CONFLICT (domaincode) DO UPDATE;

-- Two pages that every project begins with.
INSERT INTO pages (id, project, page_type, header_type)
SELECT md5(p.id || ':' || k.kind)::uuid::text,
       (SELECT n.id FROM new.projects n WHERE n.domaincode = p.id),
       k.kind, k.header
FROM projects p
CROSS JOIN LATERAL (VALUES ('landing', 'cover'), ('team', 'simple')) AS k(kind, header);

-- datC_parts: each picture once in its project, whoever shows it.

INSERT INTO images (xmlid, name, url, project_id, project_domaincode, license, author)
SELECT split_part(e.id, '.', 1) || '.image_' || md5(e.cimg), split_part(split_part(e.cimg, '?', 1), '/', 4), e.cimg,
       (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(e.id, '.', 1)), split_part(e.id, '.', 1),
       CASE WHEN e.cimg ~ '^https://images[.]unsplash[.]com/' THEN 'unsplash' ELSE 'unknown' END,
       CASE WHEN e.cimg ~ '^https://images[.]unsplash[.]com/[-a-z0-9]+[?]'
            THEN '(unsplash,' || split_part(split_part(e.cimg, '?', 1), '/', 4) || ',,)' END
FROM events e WHERE e.cimg IS NOT NULL
UNION ALL
SELECT split_part(e.id, '.', 1) || '.image_' || md5(e.cimg), split_part(split_part(e.cimg, '?', 1), '/', 4), e.cimg,
       (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(e.id, '.', 1)), split_part(e.id, '.', 1),
       CASE WHEN e.cimg ~ '^https://images[.]unsplash[.]com/' THEN 'unsplash' ELSE 'unknown' END,
       CASE WHEN e.cimg ~ '^https://images[.]unsplash[.]com/[-a-z0-9]+[?]'
            THEN '(unsplash,' || split_part(split_part(e.cimg, '?', 1), '/', 4) || ',,)' END
FROM posts e WHERE e.cimg IS NOT NULL
UNION ALL
SELECT split_part(e.id, '.', 1) || '.image_' || md5(e.cimg), split_part(split_part(e.cimg, '?', 1), '/', 4), e.cimg,
       (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(e.id, '.', 1)), split_part(e.id, '.', 1),
       CASE WHEN e.cimg ~ '^https://images[.]unsplash[.]com/' THEN 'unsplash' ELSE 'unknown' END,
       CASE WHEN e.cimg ~ '^https://images[.]unsplash[.]com/[-a-z0-9]+[?]'
            THEN '(unsplash,' || split_part(split_part(e.cimg, '?', 1), '/', 4) || ',,)' END
FROM instructors e WHERE e.cimg IS NOT NULL
UNION ALL
SELECT split_part(e.id, '.', 1) || '.image_' || md5(e.cimg), split_part(split_part(e.cimg, '?', 1), '/', 4), e.cimg,
       (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(e.id, '.', 1)), split_part(e.id, '.', 1),
       CASE WHEN e.cimg ~ '^https://images[.]unsplash[.]com/' THEN 'unsplash' ELSE 'unknown' END,
       CASE WHEN e.cimg ~ '^https://images[.]unsplash[.]com/[-a-z0-9]+[?]'
            THEN '(unsplash,' || split_part(split_part(e.cimg, '?', 1), '/', 4) || ',,)' END
FROM locations e WHERE e.cimg IS NOT NULL
UNION ALL
SELECT split_part(e.id, '.', 1) || '.image_' || md5(e.cimg), split_part(split_part(e.cimg, '?', 1), '/', 4), e.cimg,
       (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(e.id, '.', 1)), split_part(e.id, '.', 1),
       CASE WHEN e.cimg ~ '^https://images[.]unsplash[.]com/' THEN 'unsplash' ELSE 'unknown' END,
       CASE WHEN e.cimg ~ '^https://images[.]unsplash[.]com/[-a-z0-9]+[?]'
            THEN '(unsplash,' || split_part(split_part(e.cimg, '?', 1), '/', 4) || ',,)' END
FROM projects e WHERE e.cimg IS NOT NULL
ON CONFLICT (xmlid) DO UPDATE;

-- datD_entities. Where one text holds the ids of several events, event_xmlid is the first, and the pairs below are all.

INSERT INTO locations (xmlid, name, phone, email, city, zip, street, country_id, is_company, category_id, cimg, header_type,
                       header_size, md, is_location_provider, event_xmlid, version_id, status_id, project_id, img_id, lang,
                       created_at, updated_at)
SELECT l.id, l.name, l.phone, l.email, l.city, l.zip, l.street, l.country_id, lower(l.is_company), l.category_id, l.cimg,
       l.header_type, l.header_size, l.md, lower(l.is_location_provider),
       NULLIF(btrim(split_part(l.event_id, ',', 1)), ''), l.version_id,
       CASE l.status WHEN 'active' THEN 503 WHEN 'archived' THEN 506 WHEN 'deleted' THEN 507 END,
       (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(l.id, '.', 1)),
       (SELECT m.id FROM new.images m WHERE m.xmlid = split_part(l.id, '.', 1) || '.image_' || md5(l.cimg)),
       CASE l.country_id WHEN 'base.cz' THEN 'cz' ELSE 'de' END,
       l.created_at::timestamp, l.updated_at::timestamp::text
FROM locations l
ON CONFLICT (xmlid) DO UPDATE;

INSERT INTO instructors (xmlid, name, email, phone, city, country_id, cimg, description, event_xmlid, version_id, status_id,
                         regio_id, img_id, lang, created_at, updated_at)
SELECT i.id, i.name, i.email, i.phone, i.city, i.country_id, i.cimg, i.description,
       NULLIF(btrim(split_part(i.event_id, ',', 1)), ''), i.version_id,
       CASE i.status WHEN 'active' THEN 403 WHEN 'archived' THEN 406 WHEN 'deleted' THEN 407 END,
       (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(i.id, '.', 1)),
       (SELECT m.id FROM new.images m WHERE m.xmlid = split_part(i.id, '.', 1) || '.image_' || md5(i.cimg)),
       CASE i.country_id WHEN 'base.cz' THEN 'cz' ELSE 'de' END,
       i.created_at::timestamp, i.updated_at::timestamp::text
FROM instructors i
ON CONFLICT (xmlid) DO UPDATE;

INSERT INTO participants (xmlid, name, age, city, country_id, cimg, description, event_xmlid, type, version_id, status_id,
                          lang, created_at, updated_at)
SELECT p.id, p.name, p.age, p.city, p.country_id, p.cimg, p.description,
       NULLIF(btrim(split_part(p.event_id, ',', 1)), ''), p.type, p.version_id,
       CASE p.status WHEN 'active' THEN 303 WHEN 'archived' THEN 306 WHEN 'deleted' THEN 307 END,
       CASE p.country_id WHEN 'base.cz' THEN 'cz' ELSE 'de' END,
       p.created_at::timestamp, p.updated_at::timestamp::text
FROM participants p
ON CONFLICT (xmlid) DO UPDATE;

-- An event's user is the alias of an instructor: partner_instructor_01 is instructor_01.
INSERT INTO events (xmlid, name, date_begin, date_end, address_id, location, user_id, public_user, seats_max, cimg,
                    header_type, rectitle, teaser, version_id, status, status_id, isbase, project_id, img_id, created_at,
                    updated_at)
SELECT e.id, e.name, e.date_begin::timestamp::text, e.date_end::timestamp::text, e.address_id,
       (SELECT l.id FROM new.locations l WHERE l.xmlid = e.address_id),
       (SELECT u.id FROM new.users u
        WHERE u.sysmail = CASE WHEN e.user_id ~ '@' THEN e.user_id ELSE e.user_id || '@theaterpedia.org' END),
       (SELECT i.id FROM new.instructors i WHERE i.xmlid = replace(e.user_id, '.partner_', '.')),
       e.seats_max, e.cimg, e.header_type, e.rectitle, e.teaser, e.version_id, e.status,
       CASE e.status WHEN 'active' THEN 103 WHEN 'archived' THEN 106 WHEN 'deleted' THEN 107 END,
       e."isBase",
       (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(e.id, '.', 1)),
       (SELECT m.id FROM new.images m WHERE m.xmlid = split_part(e.id, '.', 1) || '.image_' || md5(e.cimg)),
       e.created_at::timestamp, e.updated_at::timestamp::text
FROM events e
ON CONFLICT (xmlid) DO UPDATE;

INSERT INTO posts (xmlid, name, subtitle, teaser, author_id, public_user, blog_id, tag_ids, website_published, is_published,
                   post_date, cover_properties, event_xmlid, cimg, version_id, status, status_id, project_id, img_id,
                   created_at, updated_at)
SELECT p.id, p.name, p.subtitle, p.teaser, p.author_id,
       (SELECT i.id FROM new.instructors i WHERE i.xmlid = replace(p.author_id, '.partner_', '.')),
       p.blog_id, p.tag_ids, lower(p.website_published), lower(p.is_published), p.post_date::date::text, p.cover_properties,
       NULLIF(btrim(split_part(p.event_id, ',', 1)), ''), p.cimg, p.version_id, p.status,
       CASE p.status WHEN 'active' THEN 203 WHEN 'archived' THEN 206 WHEN 'deleted' THEN 207 END,
       (SELECT j.id FROM new.projects j WHERE j.domaincode = split_part(p.id, '.', 1)),
       (SELECT m.id FROM new.images m WHERE m.xmlid = split_part(p.id, '.', 1) || '.image_' || md5(p.cimg)),
       p.created_at::timestamp, p.updated_at::timestamp::text
FROM posts p
ON CONFLICT (xmlid) DO UPDATE;

-- datF_assignments: one text holds the ids of several, with commas between them; one that stands there twice is one pair.

INSERT INTO event_instructors (event_id, instructor_id)
SELECT (SELECT e.id FROM new.events e WHERE e.xmlid = btrim(r.ref)),
       (SELECT n.id FROM new.instructors n WHERE n.xmlid = i.id)
FROM instructors i
CROSS JOIN LATERAL unnest(string_to_array(i.event_id, ',')) AS r(ref)
ON CONFLICT (event_id, instructor_id) DO UPDATE;

INSERT INTO event_locations (event_id, location_id)
SELECT (SELECT e.id FROM new.events e WHERE e.xmlid = btrim(r.ref)),
       (SELECT n.id FROM new.locations n WHERE n.xmlid = l.id)
FROM locations l
CROSS JOIN LATERAL unnest(string_to_array(l.event_id, ',')) AS r(ref)
ON CONFLICT (event_id, location_id) DO UPDATE;

INSERT INTO event_participants (event_id, participant_id)
SELECT (SELECT e.id FROM new.events e WHERE e.xmlid = btrim(r.ref)),
       (SELECT n.id FROM new.participants n WHERE n.xmlid = p.id)
FROM participants p
CROSS JOIN LATERAL unnest(string_to_array(p.event_id, ',')) AS r(ref)
ON CONFLICT (event_id, participant_id) DO UPDATE;

INSERT INTO event_posts (event_id, post_id)
SELECT (SELECT e.id FROM new.events e WHERE e.xmlid = btrim(r.ref)),
       (SELECT n.id FROM new.posts n WHERE n.xmlid = p.id)
FROM posts p
CROSS JOIN LATERAL unnest(string_to_array(p.event_id, ',')) AS r(ref)
ON CONFLICT (event_id, post_id) DO UPDATE;

INSERT INTO project_members (project_id, user_id, role)
SELECT (SELECT p.id FROM new.projects p WHERE p.domaincode = split_part(u.id, '.', 1)),
       (SELECT n.id FROM new.users n WHERE n.sysmail = u.id || '@theaterpedia.org'),
       CASE u.role WHEN 'admin' THEN 'owner' ELSE 'member' END
FROM users u
WHERE position('.' IN u.id) > 0 AND u.id !~ '@';

-- datG_propagation: what follows from the others.

INSERT INTO posts_tags (post_id, tag_id)
SELECT (SELECT n.id FROM new.posts n WHERE n.xmlid = p.id),
       (SELECT t.id FROM new.tags t WHERE t.name = split_part(btrim(r.ref), '.category_', 2))
FROM posts p
CROSS JOIN LATERAL unnest(string_to_array(p.tag_ids, ',')) AS r(ref);

-- An event has the tags of what was written about it.
INSERT INTO events_tags (event_id, tag_id)
SELECT (SELECT e.id FROM new.events e WHERE e.xmlid = btrim(split_part(p.event_id, ',', 1))),
       (SELECT t.id FROM new.tags t WHERE t.name = split_part(btrim(r.ref), '.category_', 2))
FROM posts p
CROSS JOIN LATERAL unnest(string_to_array(p.tag_ids, ',')) AS r(ref)
ON CONFLICT (event_id, tag_id) DO UPDATE;

-- Who registered for what, also for an event that nobody entered.
INSERT INTO interactions (name, project_id, "timestamp", status_id, fields)
SELECT 'registration ' || p.id || ' ' || btrim(r.ref),
       (SELECT n.id FROM new.projects n WHERE n.domaincode = split_part(p.id, '.', 1)),
       COALESCE(p.created_at::timestamp, timestamp '2025-10-13 00:00:00'),
       CASE p.status WHEN 'active' THEN 903 WHEN 'archived' THEN 906 WHEN 'deleted' THEN 907 END,
       jsonb_build_object('participant'::text, p.id, 'event'::text, btrim(r.ref))
FROM participants p
CROSS JOIN LATERAL unnest(string_to_array(p.event_id, ',')) AS r(ref)
ON CONFLICT (name) DO UPDATE;

-- A task keeps the text of the record it is about, whether that is there or not.
INSERT INTO tasks (id, name, description, category, priority, record_type, record_id, assigned_to, created_at, updated_at,
                   due_date, completed_at, version_id, status_id)
SELECT t.id, t.name, t.description, t.category, t.priority, t.record_type, t.record_id, t.assigned_to,
       t.created_at::timestamp, t.updated_at::timestamp::text, t.due_date::date::text, t.completed_at::timestamp::text,
       t.version_id,
       CASE t.status WHEN 'new' THEN 800 WHEN 'active' THEN 803 WHEN 'done' THEN 805 WHEN 'archived' THEN 806
                     WHEN 'deleted' THEN 807 END
FROM tasks t;
