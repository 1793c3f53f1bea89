-- Pages and members that belong to no project
SELECT 'pages' AS "table", p.id FROM pages p WHERE NOT EXISTS (SELECT FROM projects j WHERE j.id = p.project)
UNION ALL
SELECT 'project_members', m.user_id::text FROM project_members m
WHERE NOT EXISTS (SELECT FROM projects j WHERE j.id = m.project_id) OR NOT EXISTS (SELECT FROM users u WHERE u.id = m.user_id);
