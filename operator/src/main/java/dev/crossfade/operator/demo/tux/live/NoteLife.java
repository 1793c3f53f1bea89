package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Snowflake;
import java.sql.SQLException;
import java.util.List;

/** Notes taken, in the table that is left out of the migration. */
final class NoteLife {

  private final Desk desk;

  NoteLife(Desk desk) {
    this.desk = desk;
  }

  List<Happening> happenings() {
    return List.of(new Happening("note taken", 10, this::taken));
  }

  private int taken() throws SQLException {
    Long guild = desk.anyGuild().orElse(null);
    if (guild == null) {
      return 0;
    }
    return desk.sql()
        .update(
            "INSERT INTO \"Note\" (note_content, note_moderator_id, note_user_id, guild_id) VALUES (?, ?, ?, ?)",
            desk.prose().words(1, 10),
            7L,
            desk.newId(Snowflake.USER),
            guild);
  }
}
