package dev.crossfade.operator.demo.tux.rows;

import java.util.List;

/** Guilds: most are sound, some are not ({@link Guilds.Standing}); none is spoilt beyond that. */
final class GuildRows implements TableRows {

  private static final long TOO_BIG = 1L << 31;

  private final Guilds guilds;
  private final CaseBook cases;
  private final Calendar calendar;

  GuildRows(long seed, Guilds guilds, CaseBook cases) {
    this.guilds = guilds;
    this.cases = cases;
    this.calendar = new Calendar(new Dice(seed, table()));
  }

  @Override
  public String table() {
    return "Guild";
  }

  @Override
  public List<String> columns() {
    return List.of("guild_id", "guild_joined_at", "case_count");
  }

  @Override
  public int count() {
    return guilds.count();
  }

  @Override
  public void fill(Row row, int number) {
    row.set("guild_id", guilds.id(number))
        .set("guild_joined_at", calendar.past(900))
        .set("case_count", cases.casesOf(number));
    switch (guilds.standing(number)) {
      case COUNT_TOO_BIG -> row.set("case_count", TOO_BIG + number);
      case COUNT_NEGATIVE -> row.set("case_count", -1 - number);
      case JOINED_UNKNOWN -> row.set("guild_joined_at", null);
      case SOUND, NO_GUILD -> {}
    }
  }

  @Override
  public List<Blemish> blemishes() {
    return List.of();
  }
}
