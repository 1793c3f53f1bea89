package dev.crossfade.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.schemas.Bytes;
import dev.crossfade.testkit.Deadline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A row's snapshot and the same row after {@code UPDATE … SET pk = pk}, byte for byte, for every
 * type: BREAKS 14.
 *
 * <p>What it guards: the column's own text in DebeziumRow, the pinned session in TappedConnection,
 * one NaN in SnapshotRowEncoder.
 */
class TypeCorpusIT {

  private static final String TYPES =
      """
      CREATE TYPE mood AS ENUM ('sad', 'a ''quoted'' one', 'été');
      CREATE TYPE pair AS (a int, b text);
      CREATE DOMAIN positive AS int CHECK (VALUE > 0);
      CREATE DOMAIN label AS varchar(20);
      CREATE DOMAIN stamps AS timestamptz[];
      CREATE TYPE span AS RANGE (subtype = float8);
      CREATE TABLE corpus (
        pk int PRIMARY KEY,
        bool_ boolean, i2 smallint, i4 int, i8 bigint, num numeric, num2 numeric(10,2),
        f4 real, f8 double precision, money_ money,
        text_ text, varchar_ varchar(200), char_ char(8), name_ name, onechar "char",
        bytea_ bytea, date_ date, time_ time, ts timestamp, ts0 timestamp(0), tstz timestamptz,
        interval_ interval, uuid_ uuid, json_ json, jsonb_ jsonb, xml_ xml,
        inet_ inet, cidr_ cidr, mac macaddr, mac8 macaddr8, bit_ bit(5), varbit_ bit varying(9),
        point_ point, box_ box, circle_ circle, path_ path, polygon_ polygon, line_ line, lseg_ lseg,
        tsv tsvector, tsq tsquery, lsn_ pg_lsn, snap pg_snapshot, oid_ oid, xid_ xid8,
        mood_ mood, pair_ pair, positive_ positive, label_ label, stamps_ stamps, span_ span,
        ints int[], nested int[][], nums numeric[], texts text[], moods mood[], pairs pair[],
        dates date[], jsons jsonb[], byteas bytea[],
        i4r int4range, nr numrange, tsr tstzrange, dr daterange, i4mr int4multirange,
        "Mixed Case ""and"" more" text, "ünïcødé" int);
      """;

  private static final List<String> ROWS =
      List.of(
          "INSERT INTO corpus (pk) VALUES (1)",
          """
          INSERT INTO corpus VALUES (2,
            true, -32768, -2147483648, -9223372036854775808, 12345678901234567890.123456789000, 1.10,
            0.1, 0.1, '$1,234.56',
            E'tab\\t nl\\n "quotes" \\\\ back', 'varchär 😀', 'ab', 'name', 'x',
            '\\x00ff10', '2024-02-29', '13:14:15.1617', '2024-02-29 13:14:15.161718',
            '2024-02-29 13:14:15', '2024-02-29 13:14:15.1+02',
            '1 year 2 mons -3 days 04:05:06.789', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
            '{"b": 1,  "a": [1, 2]}', '{"b": 1,  "a": [1, 2], "b": 3}', '<a x="1">t</a>',
            '10.1.2.3/8', '10.1.0.0/16', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05',
            '10101', '1010', '(1.5,2)', '((1,2),(3,4))', '<(1,2),3>', '[(1,2),(3,4)]',
            '((1,2),(3,4),(5,6))', '{1,2,3}', '[(1,2),(3,4)]',
            'fat cat:2 ''q''', 'fat & (cat | !dog)', '16/B374D848', '10:20:10,14,15', 4294967295,
            '18446744073709551615',
            'a ''quoted'' one', ROW(1, 'x, "y"'), 7, 'label', '{2024-01-01 00:00:00+00,infinity}',
            '[1.5,2.5)',
            '{1,2,NULL}', '{{1,2},{3,4}}', '{NaN,1.50,Infinity,NULL}',
            '{"a b","c,d","e\\"f",NULL,"NULL",""}', '{sad,été}', '{"(1,\\"a,b\\")"}',
            '{2024-01-01,-infinity,"0044-03-15 BC"}', '{"{\\"a\\": 1}"}', '{"\\\\x00ff"}',
            '[1,5)', '(1.5,]', '["2024-01-01 00:00:00+00",infinity)', 'empty', '{[1,3),[5,9)}',
            'mixed', 5)
          """,
          """
          INSERT INTO corpus (pk, bool_, i2, i4, i8, num, f4, f8, text_, char_, bytea_, date_, time_,
              ts, tstz, interval_, texts, ints, money_, varbit_, json_, dates)
          VALUES (3, false, 32767, 2147483647, 9223372036854775807, 'NaN', 'NaN', 'NaN', '', '', '',
            'infinity', '24:00:00', 'infinity', '-infinity', 'infinity', '{}', '{}', '-$0.01', '',
            'null', '{}')
          """,
          """
          INSERT INTO corpus (pk, num, f4, f8, date_, time_, ts, tstz, interval_, ints, texts, char_)
          VALUES (4, '-Infinity', '-Infinity', '-0', '-infinity', '00:00:00', '4713-01-01 00:00:00 BC',
            '294276-12-31 23:59:59.999999+00', '-178000000 years', '[0:2]={7,8,9}',
            '[-1:0][2:3]={{a,b},{c,d}}', '  x')
          """,
          """
          INSERT INTO corpus (pk, num, f4, f8, date_, ts, tstz, interval_)
          VALUES (5, 0.000, 3.4028235e38, 5e-324, '5874897-12-31', '294276-12-31 23:59:59.999999',
            '0001-12-31 23:59:59.5 BC', '-00:00:00.000001')
          """,
          """
          INSERT INTO corpus (pk, num, f4, f8, date_, ts, tstz, interval_)
          VALUES (6, 1e-30, 1e-45, 1.7976931348623157e308, '4713-01-01 BC', '1969-12-31 23:59:59.999999',
            '1970-01-01 00:00:00+00', '1 day 23:59:59.999999')
          """,
          """
          INSERT INTO corpus (pk, f4, f8, date_, ts, tstz, text_, num)
          VALUES (7, 16777216, 0.30000000000000004, '2000-02-29', '2000-01-01', '1999-12-31 23:59:59+14',
            repeat('toast ', 200000), 1e20)
          """);

  @Test
  void aRowOfTheLogHasTheBytesOfItsSnapshot() {
    try (OldDatabase old = new OldDatabase(TYPES).withRowMax(4 << 20).prepared("corpus")) {
      // The sessions' own settings must not show.
      for (String setting :
          List.of(
              "TimeZone = 'Asia/Kolkata'",
              "DateStyle = 'German'",
              "IntervalStyle = 'iso_8601'",
              "bytea_output = 'escape'",
              "extra_float_digits = -5")) {
        old.database.execute("ALTER DATABASE \"" + old.database.name() + "\" SET " + setting);
      }
      ROWS.forEach(old.database::execute);
      try (RunningExtractor extractor = old.start()) {
        extractor.untilStreaming();
        Map<Bytes, Bytes> snapshot = old.topics().folded("corpus");
        assertThat(snapshot).hasSize(ROWS.size());

        old.database.execute("UPDATE corpus SET pk = pk");

        Deadline.until(
            RunningExtractor.WAIT_MAX,
            "the updates have come",
            () -> old.topics().changes("corpus").size() == 2 * ROWS.size());
        assertThat(old.topics().folded("corpus")).isEqualTo(snapshot);
        assertThat(old.topics().changes("corpus"))
            .filteredOn(change -> !change.snapshot())
            .allSatisfy(
                change -> assertThat(change.before()).isEqualTo(snapshot.get(change.key())));
      }
    }
  }
}
