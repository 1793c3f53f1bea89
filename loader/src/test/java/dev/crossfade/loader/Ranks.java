package dev.crossfade.loader;

import static dev.crossfade.loader.Columns.column;
import static dev.crossfade.loader.Columns.key;
import static dev.crossfade.loader.Columns.late;
import static dev.crossfade.loader.Columns.notNull;
import static dev.crossfade.loader.Records.table;

import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.TableId;
import java.util.List;

/** Ranks of guilds, whose ids the new database gives out, and members who refer to them late. */
final class Ranks {

  static final NewTable RANKS =
      table(
          "ranks",
          List.of(notNull("guild", "bigint"), notNull("rank", "numeric"), column("name", "text")),
          List.of("guild", "rank"),
          "id");

  // The reference names the parent's key in another order than the parent does.
  static final NewTable MEMBERS =
      table(
          "members",
          List.of(
              notNull("name", "text"),
              late(
                  "rank_id",
                  "bigint",
                  new TableId("public", "ranks"),
                  "id",
                  key("rank", "numeric"),
                  key("guild", "bigint"))),
          "name");

  /** Its key holds a late reference. */
  static final NewTable ASSIGNMENTS =
      table(
          "assignments",
          List.of(
              late(
                  "rank_id",
                  "bigint",
                  new TableId("public", "ranks"),
                  "id",
                  key("guild", "bigint"),
                  key("rank", "numeric")),
              notNull("role", "bigint"),
              column("note", "text")),
          "rank_id",
          "role");

  /** Each member with the name of the rank. */
  static final String JOINED =
      "SELECT m.name, r.name FROM members m LEFT JOIN ranks r ON r.id = m.rank_id ORDER BY 1";

  private Ranks() {}
}
