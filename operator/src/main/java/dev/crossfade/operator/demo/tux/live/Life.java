package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Dice;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All that can happen, each as often as its weight says. */
final class Life {

  private final List<Happening> happenings;
  private final int weights;

  private Life(List<Happening> happenings) {
    this.happenings = List.copyOf(happenings);
    this.weights = happenings.stream().mapToInt(Happening::weight).sum();
  }

  /** The life at one desk; learns the keys of its rows from the database. */
  static Life of(Desk desk) throws SQLException {
    Mends mends = new Mends(desk);
    List<Happening> all = new ArrayList<>(mends.happenings());
    all.addAll(new LevelsLife(desk, mends).happenings());
    all.addAll(new CaseLife(desk, mends).happenings());
    all.addAll(new SnippetLife(desk, mends).happenings());
    all.addAll(new ReminderLife(desk, mends).happenings());
    all.addAll(new AfkLife(desk, mends).happenings());
    all.addAll(new StarboardLife(desk, mends).happenings());
    all.addAll(new ConfigLife(desk, mends).happenings());
    all.addAll(new GuildLife(desk, mends).happenings());
    all.addAll(new NoteLife(desk).happenings());
    return new Life(all);
  }

  Happening next(Dice dice) {
    int rest = dice.below(weights);
    for (Happening happening : happenings) {
      rest -= happening.weight();
      if (rest < 0) {
        return happening;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }
}
