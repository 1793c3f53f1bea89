package dev.crossfade.operator.demo.tux.rows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Snippets: texts that a guild can call up by name. */
final class SnippetRows implements TableRows {

  private final Guilds guilds;
  private final int count;
  private final Dice dice;
  private final Prose prose;
  private final Calendar calendar;
  private final Set<Long> guildsWithNameless = new HashSet<>();

  SnippetRows(long seed, Guilds guilds, int count) {
    this.guilds = guilds;
    this.count = count;
    this.dice = new Dice(seed, table());
    this.prose = new Prose(dice);
    this.calendar = new Calendar(dice);
  }

  @Override
  public String table() {
    return "Snippet";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "snippet_id",
        "snippet_name",
        "snippet_content",
        "snippet_user_id",
        "snippet_created_at",
        "guild_id",
        "uses",
        "locked",
        "alias");
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void fill(Row row, int number) {
    row.set("snippet_id", RowIds.of(number))
        .set("snippet_name", prose.word() + "-" + Integer.toString(number, Character.MAX_RADIX))
        .set("snippet_content", dice.chance(0.05) ? prose.words(200, 500) : prose.words(3, 60))
        .set("snippet_user_id", Snowflake.USER.id(dice.below(1_000_000)))
        .set("snippet_created_at", calendar.past(700))
        .set("guild_id", guilds.id(guilds.ofRow(number, dice)))
        .set("uses", (long) dice.skewed(20_000))
        .set("locked", dice.chance(0.1))
        .set("alias", dice.chance(0.1) ? prose.word() : null);
  }

  @Override
  public List<Blemish> blemishes() {
    return List.of(
        row -> row.set("snippet_name", prose.ofLength(101)),
        this::nameless,
        row -> row.set("snippet_content", prose.ofLength(4_001)),
        row -> row.set("uses", 1L << 31),
        row -> row.set("uses", -1L),
        row -> row.set("alias", prose.ofLength(101)),
        row -> row.set("snippet_user_id", 0L),
        row -> row.set("snippet_content", null),
        row -> row.set("snippet_name", prose.ofLength(100)),
        row -> row.set("snippet_content", prose.ofLength(4_000)),
        row -> row.set("uses", (1L << 31) - 1),
        row -> row.set("alias", ""),
        row -> row.set("alias", prose.ofLength(90) + " ".repeat(30))); // blanks beyond 100 are cut
  }

  /** A name is unique in its guild, so only one snippet there can have none. */
  private void nameless(Row row) {
    if (guildsWithNameless.add(row.number("guild_id"))) {
      row.set("snippet_name", "");
    }
  }
}
