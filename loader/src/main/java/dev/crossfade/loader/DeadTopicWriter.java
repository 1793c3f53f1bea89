package dev.crossfade.loader;

import dev.crossfade.schemas.DeadLetter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes the dead topic's letters of one generation into the list. */
final class DeadTopicWriter implements TopicWriter {

  private final int generation;

  DeadTopicWriter(int generation) {
    this.generation = generation;
  }

  @Override
  public Tally apply(LoadSession session, Batch batch) throws SQLException {
    Tally tally = new Tally();
    List<DeadLetter.Origin> gone = new ArrayList<>();
    List<DeadLetters.Noted> come = new ArrayList<>();
    for (Row row : batch.lastRows()) {
      byte[] key = row.key().array();
      if (DeadLetter.generationOf(key) != generation) {
        continue; // the topic holds every generation's
      }
      tally.rows++;
      if (row.value() == null) {
        gone.add(DeadLetter.origin(key));
      } else {
        come.add(new DeadLetters.Noted(DeadLetter.read(key, row.present()), row.partition()));
      }
    }
    session.deadLetters().put(come);
    session.deadLetters().remove(gone);
    return tally;
  }
}
