package dev.crossfade.operator.demo.tux.rows;

import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Moderation cases of all fifteen types, the one that the new bot has forgotten among them. */
final class CaseRows implements TableRows {

  /** The labels of the old enum. */
  static final List<String> TYPES =
      List.of(
          "BAN",
          "UNBAN",
          "HACKBAN",
          "TEMPBAN",
          "KICK",
          "SNIPPETBAN",
          "TIMEOUT",
          "UNTIMEOUT",
          "WARN",
          "JAIL",
          "UNJAIL",
          "SNIPPETUNBAN",
          "UNTEMPBAN",
          "POLLBAN",
          "POLLUNBAN");

  private static final long BEYOND_INTEGER = 3_000_000_000L;

  private final Guilds guilds;
  private final CaseBook book;
  private final Dice dice;
  private final Prose prose;
  private final Calendar calendar;
  private final Set<Long> guildsWithZero = new HashSet<>();

  CaseRows(long seed, Guilds guilds, CaseBook book) {
    this.guilds = guilds;
    this.book = book;
    this.dice = new Dice(seed, table());
    this.prose = new Prose(dice);
    this.calendar = new Calendar(dice);
  }

  @Override
  public String table() {
    return "Case";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "case_id",
        "case_status",
        "case_type",
        "case_reason",
        "case_moderator_id",
        "case_user_id",
        "case_user_roles",
        "case_number",
        "case_created_at",
        "case_expires_at",
        "case_tempban_expired",
        "guild_id");
  }

  @Override
  public int count() {
    return book.cases();
  }

  @Override
  public void fill(Row row, int number) {
    String type = dice.pick(TYPES);
    LocalDateTime created = calendar.past(700);
    boolean open = dice.chance(0.3);
    row.set("case_id", RowIds.of(number))
        .set("case_status", open)
        .set("case_type", type)
        .set("case_reason", dice.chance(0.02) ? prose.words(150, 250) : prose.words(1, 14))
        .set("case_moderator_id", Snowflake.USER.id(dice.below(2_000)))
        .set("case_user_id", Snowflake.USER.id(dice.below(1_000_000)))
        .set("case_user_roles", roles())
        .set("case_number", (long) book.number(number))
        .set("case_created_at", created)
        .set("case_expires_at", type.equals("TEMPBAN") ? calendar.after(created, 60) : null)
        .set("case_tempban_expired", type.equals("TEMPBAN") && !open)
        .set("guild_id", guilds.id(book.guild(number)));
  }

  @Override
  public List<Blemish> blemishes() {
    return List.of(
        row -> row.set("case_reason", prose.ofLength(2_001)),
        row -> row.set("case_number", BEYOND_INTEGER + id(row)),
        this::numberZero,
        row -> row.set("case_status", null),
        row -> row.set("case_tempban_expired", null),
        row -> row.set("case_created_at", null),
        row -> row.set("case_type", "UNTEMPBAN"),
        row -> row.set("case_number", null),
        row -> row.set("case_number", -id(row)),
        row -> row.set("case_user_id", 0L),
        row -> row.set("case_moderator_id", -1L),
        row ->
            row.set(
                "case_reason", prose.ofLength(2_000)), // just fits, counted as PostgreSQL counts
        row -> row.set("case_reason", ""),
        row -> row.set("case_user_roles", new long[] {Long.MAX_VALUE, (1L << 53) + 1, 1}),
        row -> row.set("case_user_roles", new long[0]));
  }

  private long[] roles() {
    long[] roles = new long[dice.below(6)];
    for (int i = 0; i < roles.length; i++) {
      roles[i] = Snowflake.ROLE.id(dice.below(50_000));
    }
    return roles;
  }

  /** A number is unique in its guild, so only one case there can be number 0. */
  private void numberZero(Row row) {
    boolean first = guildsWithZero.add(row.number("guild_id"));
    row.set("case_number", first ? (Long) 0L : (Long) (-id(row)));
  }

  private static long id(Row row) {
    return row.number("case_id");
  }
}
