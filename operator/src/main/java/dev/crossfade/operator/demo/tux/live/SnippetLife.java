package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Calendar;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Snippets written, used, renamed; sometimes two or three of a guild exchange their names, each of
 * which is unique there.
 */
final class SnippetLife {

  private static final List<String> SPOILING =
      List.of(
          "snippet_content = repeat('long ', 801)",
          "uses = 2147483648",
          "alias = repeat('x', 101)");

  private final Desk desk;
  private final KnownRows snippets;

  SnippetLife(Desk desk, Mends mends) throws SQLException {
    this.desk = desk;
    this.snippets = new KnownRows(desk, mends, "\"Snippet\"", "snippet_id");
    snippets.learn(desk.mine("guild_id"));
  }

  List<Happening> happenings() {
    return List.of(
        new Happening("snippet written", 20, this::written),
        new Happening("snippet used", 60, () -> snippets.update("uses = uses + 1")),
        new Happening(
            "snippet renamed", 15, () -> snippets.update("snippet_name = ?", desk.newName())),
        new Happening("two snippets exchanged names", 12, () -> exchanged(2)),
        new Happening("three snippets exchanged names", 6, () -> exchanged(3)),
        new Happening("snippet locked", 5, () -> snippets.update("locked = NOT locked")),
        new Happening("snippet deleted", 10, snippets::delete),
        new Happening(
            "snippet spoilt",
            5,
            () ->
                snippets.spoil(
                    desk.dice().pick(SPOILING), "snippet_content = NULL, uses = 0, alias = NULL")));
  }

  private int written() throws SQLException {
    Long guild = desk.anyGuild().orElse(null);
    if (guild == null) {
      return 0;
    }
    long id =
        desk.sql()
            .number(
                """
                INSERT INTO "Snippet" (snippet_name, snippet_content, snippet_user_id, snippet_created_at, guild_id)
                VALUES (?, ?, ?, ?, ?) RETURNING snippet_id
                """,
                desk.newName(),
                desk.prose().words(1, 300),
                7L,
                desk.calendar().after(Calendar.TODAY, 1),
                guild);
    snippets.made(id);
    return 1;
  }

  /**
   * Each takes the name of the one before it, the first that of the last, by way of a name that
   * nobody has.
   */
  private int exchanged(int howMany) throws SQLException {
    List<Long> some = snippets.pick().orElse(null);
    if (some == null) {
      return 0;
    }
    List<Long> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    desk.sql()
        .each(
            row -> {
              ids.add(row.getLong(1));
              names.add(row.getString(2));
            },
            """
            SELECT s.snippet_id, s.snippet_name FROM "Snippet" s JOIN "Snippet" one USING (guild_id)
            WHERE one.snippet_id = ? ORDER BY s.snippet_id <> one.snippet_id, s.uses, s.snippet_id LIMIT ?
            """,
            some.get(0),
            howMany);
    if (ids.size() < howMany) {
      return 0;
    }
    int changed = rename(ids.get(0), desk.newName()); // its name is free for the next
    for (int i = 1; i < howMany; i++) {
      changed += rename(ids.get(i), names.get(i - 1));
    }
    return changed + rename(ids.get(0), names.get(howMany - 1));
  }

  private int rename(long id, String name) throws SQLException {
    return desk.sql()
        .update("UPDATE \"Snippet\" SET snippet_name = ? WHERE snippet_id = ?", name, id);
  }
}
