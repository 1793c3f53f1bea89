package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.schemas.Marker;
import dev.crossfade.schemas.NewTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoaderIT {

  private static final NewTable PEOPLE =
      table("people", List.of(notNull("id", "bigint"), column("name", "text")), "id");

  private static final String PEOPLE_DDL = "CREATE TABLE people (id bigint PRIMARY KEY, name text)";

  @Test
  void rowsBecomeWhatArrivedLastAndTheMarkerBehindThemSaysSo() throws Exception {
    try (NewWorld world = new NewWorld(2, List.of(PEOPLE), PEOPLE_DDL)) {
      world.load();
      world.send(
          () -> {
            for (long i = 0; i < 100; i++) {
              world.putSnapshot("people", i, "as it was " + i);
            }
          });
      world.send(
          () -> {
            world.put("people", 1L, "changed");
            world.put("people", 1L, "changed again");
            world.put("people", 2L, "gone soon");
            world.delete("people", 2L);
            world.put("people", 1000L, "new");
          });
      world.abort(() -> world.put("people", 3L, "never happened"));
      Marker marker = world.drain();
      world.untilArrived();

      assertThat(world.drained(marker).isDrained()).isTrue();
      assertThat(world.count("people")).isEqualTo("100");
      assertThat(
              world.database.query("SELECT name FROM people WHERE id IN (1, 3, 1000) ORDER BY id"))
          .containsExactly(List.of("changed again"), List.of("as it was 3"), List.of("new"));
    }
  }
}
