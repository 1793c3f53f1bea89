package dev.crossfade.operator.demo.crearis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What editors do between two archives: they change, add and delete. */
final class TheaterLife {

  private static final List<String> STATUSES = List.of("active", "archived", "deleted");

  private final Theater theater;
  private final Random random;
  private int happened;

  TheaterLife(Theater theater, long seed) {
    this.theater = theater;
    this.random = new Random(seed);
  }

  void live(int happenings) {
    for (int i = 0; i < happenings; i++) {
      happened++;
      String name = Theater.ENTITIES.get(random.nextInt(Theater.ENTITIES.size()));
      TheaterTable table = theater.table(name);
      String id = table.idAt(random.nextInt(table.size()));
      int dice = random.nextInt(20);
      if (dice == 0 && table.size() > 20) {
        table.remove(id);
      } else if (dice < 4) {
        append(table, id);
      } else {
        change(name, table.row(id));
      }
    }
  }

  private void append(TheaterTable table, String like) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>(table.row(like));
    row.put("id", like.replaceAll("_l\\d+$", "") + "_l" + happened);
    table.put(row);
  }

  private void change(String name, Map<String, @Nullable Object> row) {
    row.put("updated_at", "2025-11-15T10:00:00." + String.format("%03dZ", happened % 1000));
    switch (random.nextInt(3)) {
      case 0 -> row.put("status", STATUSES.get(random.nextInt(STATUSES.size())));
      case 1 ->
          row.put(
              "name", String.valueOf(row.get("name")).replaceAll(" \\d+$", "") + " " + happened);
      default -> move(name, row);
    }
  }

  /** Elsewhere, or at two events at once. */
  private void move(String name, Map<String, @Nullable Object> row) {
    if (name.equals("events")) {
      row.put("address_id", any("locations"));
      row.put("user_id", any("users"));
    } else {
      row.put(
          "event_id", random.nextBoolean() ? any("events") : any("events") + ", " + any("events"));
    }
  }

  private String any(String table) {
    return theater.table(table).idAt(random.nextInt(1 << 20));
  }
}
