package dev.crossfade.loader;

import dev.crossfade.schemas.DeadLetter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes the dead topic's letters of one generation into {@code crossfade.dead}. */
final class DeadTopicWriter implements TopicWriter {

  private final int generation;
  private final DeadLetters letters;

  DeadTopicWriter(int generation) {
    this.generation = generation;
    this.letters = new DeadLetters(generation);
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
    letters.put(session.connection(), come);
    letters.remove(session.connection(), gone);
    return tally;
  }
}
