package dev.crossfade.operator.demo.tux.live;

import java.sql.SQLException;
import java.util.List;

/** Rows that were spoilt and how each is mended. Until then the new database has to refuse them. */
final class Mends {

  private final Desk desk;
  private final Pool<Mend> open = new Pool<>();

  Mends(Desk desk) {
    this.desk = desk;
  }

  void needed(KnownRows rows, List<Long> key, String assignments) {
    open.add(new Mend(rows, key, assignments));
  }

  List<Happening> happenings() {
    return List.of(new Happening("spoilt row mended", 12, this::mend));
  }

  private int mend() throws SQLException {
    Mend mend = open.pick(desk.dice()).orElse(null);
    if (mend == null) {
      return 0;
    }
    desk.onCommit(() -> open.remove(mend));
    return mend.rows().update(mend.key(), mend.assignments());
  }

  private record Mend(KnownRows rows, List<Long> key, String assignments) {}
}
