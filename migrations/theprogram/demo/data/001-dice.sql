-- Dice that fall the same way for the same seed: a number from 0 up to n - 1 for a name and a row.
CREATE FUNCTION pg_temp.dice(what text, i bigint, n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || left(md5(current_setting('demo.seed') || '/' || what || '/' || i), 15))::bit(60)::bigint % n
$$;
CREATE FUNCTION pg_temp.id(what text, i bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT md5(current_setting('demo.seed') || '/id/' || what || '/' || i)::uuid
$$;
CREATE FUNCTION pg_temp.moment(what text, i bigint) RETURNS timestamp LANGUAGE sql IMMUTABLE AS $$
  SELECT timestamp '2024-01-01' + make_interval(secs => (pg_temp.dice(what, i, 60000000000000) / 1000000.0)::double precision)
$$;
CREATE FUNCTION pg_temp.one_of(what text, i bigint, VARIADIC words text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT words[1 + pg_temp.dice(what, i, cardinality(words))]
$$;

-- What the old application's three versions wrote for a chart.
CREATE FUNCTION pg_temp.chart(i bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE pg_temp.dice('shape', i, 20)
    WHEN 0 THEN jsonb '{}'
    WHEN 1 THEN jsonb '[]'
    ELSE CASE i % 3
      WHEN 0 THEN jsonb_build_object(
        'planets', jsonb_build_object(
          'sun', jsonb_build_object('house', i % 12, 'longitude', pg_temp.dice('sun', i, 36000) / 100.0, 'retrograde', false, 'sign_name', 'Löwe'),
          'moon', jsonb_build_object('house', i % 11, 'longitude', pg_temp.dice('moon', i, 36000) / 100.0, 'retrograde', null, 'sign_name', '♋')),
        'aspects', jsonb_build_array(jsonb_build_object('orb', 0.00, 'angle', 120, 'planet1', 'sun', 'planet2', 'moon', 'applying', false, 'aspect_type', 'trine')),
        'patterns', jsonb '[]',
        'houses_metadata', jsonb_build_object('mc', 271.5, 'armc', 12, 'cusps', jsonb '[1.5, 30]'),
        'calculation_info', jsonb_build_object('zodiac_type', 'tropical', 'house_system', 'placidus'))
      WHEN 1 THEN jsonb_build_object(
        'planets', jsonb_build_array(jsonb_build_object('name', 'Sun', 'sign', 'Leo', 'symbol', '☉', 'isRetrograde', false, 'longitude', pg_temp.dice('sun', i, 36000) / 100.0)),
        'aspects', jsonb_build_array(jsonb_build_object('orb', 1.25, 'type', 'square', 'angle', 90, 'isApplying', true)),
        'houses', jsonb '[]', 'ascendant', 12.5, 'midheaven', 281.25,
        'birthData', jsonb_build_object('date', '1970-01-01', 'latitude', 48.2, 'longitude', 16.37))
      ELSE jsonb_build_object(
        'planets', jsonb_build_object('sun', jsonb_build_object('longitude', pg_temp.dice('sun', i, 36000) / 100.0)),
        'aspects', jsonb '[]', 'houses', jsonb_build_object('mc', 1.5, 'cusps', jsonb '[]'))
    END
  END
$$;
