-- Texts that should be JSON and are not, or were written as a JSON null
SELECT 'charts.chart_data' AS what, id FROM charts WHERE NOT json_valid(chart_data) OR json_type(chart_data) = 'null'
UNION ALL
SELECT 'charts.calculation_params', id FROM charts WHERE NOT json_valid(calculation_params)
UNION ALL
SELECT 'aspect_patterns.planets_involved', id FROM aspect_patterns WHERE NOT json_valid(planets_involved)
UNION ALL
SELECT 'user_preferences.aspect_orbs', CAST(id AS TEXT) FROM user_preferences WHERE NOT json_valid(aspect_orbs)
UNION ALL
SELECT 'user_preferences.displayed_points', CAST(id AS TEXT) FROM user_preferences WHERE NOT json_valid(displayed_points);
