package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.schemas.NewTable;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnumsAndKeysIT {

  @Test
  void anEnumTakesItsLabelsAndALabelItDoesNotHaveIsADeadLetter() throws SQLException {
    NewTable cats =
        table(
            "cats",
            List.of(
                notNull("id", "bigint"),
                new NewTable.Column(
                    "mood",
                    Columns.enumType("public.\"Mood\"", "happy", "It's ok"),
                    false,
                    false,
                    null)),
            "id");
    try (DirectWorld world =
        new DirectWorld(
            1,
            List.of(cats),
            "CREATE TYPE \"Mood\" AS ENUM ('happy', 'It''s ok')",
            "CREATE TABLE cats (id bigint PRIMARY KEY, mood \"Mood\")")) {
      world
          .hand()
          .write(
              world.put("cats", 1L, "It's ok"),
              world.put("cats", 2L, "angry"),
              world.put("cats", 3L, null));

      assertThat(world.database.query("SELECT id, mood FROM cats ORDER BY id"))
          .containsExactly(List.of("1", "It's ok"), java.util.Arrays.asList("3", null));
      assertThat(
              world.database.query("SELECT key_text, sql_state, column_name FROM crossfade.dead"))
          .containsExactly(List.of("{\"id\":\"2\"}", "22P02", "mood"));
    }
  }

  // Keys in canonical form find rows that hold an equal value written otherwise. Red for interval
  // without IntervalKey.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "numeric            | 1.00                         | 1",
        "interval           | 1 mon 00:00:01               | 30 days 00:00:01",
        "interval           | -1 days +00:00:01            | -23:59:59",
        "character(5)       | ab                           | 'ab   '",
        "text               | a\\b'c                       | a\\b'c",
        "uuid               | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
      })
  void aRowIsFoundByAnEqualKey(String type, String first, String second) throws SQLException {
    NewTable things = table("things", List.of(notNull("k", type), column("v", "text")), "k");
    try (DirectWorld world =
        new DirectWorld(
            1, List.of(things), "CREATE TABLE things (k " + type + " PRIMARY KEY, v text)")) {
      DirectWorld.Hand loader = world.hand();
      loader.write(world.put("things", first, "1"));
      loader.write(world.put("things", second, "2"), world.put("things", first, "3"));
      assertThat(world.database.query("SELECT v FROM things")).containsExactly(List.of("3"));

      loader.write(world.delete("things", second));
      assertThat(world.count("things")).isEqualTo("0");
    }
  }
}
