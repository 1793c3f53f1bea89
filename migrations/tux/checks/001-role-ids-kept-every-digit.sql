-- Cases whose user roles are not a list of whole numbers (a role id that became a float has lost digits)
SELECT c.id, c.case_user_roles
FROM cases c
WHERE json_typeof(c.case_user_roles) <> 'array'
   OR EXISTS (SELECT FROM json_array_elements_text(
                CASE json_typeof(c.case_user_roles) WHEN 'array' THEN c.case_user_roles ELSE '[]' END) AS e(role)
              WHERE e.role !~ '^-?[0-9]+$');
