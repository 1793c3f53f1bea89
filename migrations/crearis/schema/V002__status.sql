-- Every status an entity can have: nine for each table, with their names in German, English and Czech. The ids stay the same
-- everywhere: a hundred times the table's number, and the value.
INSERT INTO status (id, value, name, "table", name_i18n)
SELECT t.number * 100 + s.value, s.value, s.name, t.name, jsonb_build_object('de', s.de, 'en', s.en, 'cz', s.cz)
FROM (VALUES (1, 'events'), (2, 'posts'), (3, 'participants'), (4, 'instructors'), (5, 'locations'), (6, 'projects'),
             (7, 'users'), (8, 'tasks'), (9, 'interactions')) AS t(number, name)
CROSS JOIN (VALUES (0, 'new', 'neu', 'new', 'nový'), (1, 'draft', 'Entwurf', 'draft', 'koncept'),
                   (2, 'review', 'in Prüfung', 'in review', 'kontrola'), (3, 'active', 'aktiv', 'active', 'aktivní'),
                   (4, 'released', 'veröffentlicht', 'released', 'zveřejněno'), (5, 'done', 'abgeschlossen', 'done', 'hotovo'),
                   (6, 'archived', 'archiviert', 'archived', 'archivováno'), (7, 'deleted', 'gelöscht', 'deleted', 'smazáno'),
                   (8, 'blocked', 'gesperrt', 'blocked', 'zablokováno')) AS s(value, name, de, en, cz);
