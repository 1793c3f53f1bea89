package dev.crossfade.loader.postgres;

import dev.crossfade.loader.Batch;
import dev.crossfade.loader.StaleLoaderException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** How far each partition is applied: {@code crossfade.applied}, beside the rows themselves. */
final class Applied {

  // Compare-and-set: moves only from where the reader stood, and only while the generation is open.
  private static final String ADVANCE =
      "UPDATE crossfade.applied a SET next_offset = b.next"
          + " FROM unnest(?::int[], ?::bigint[], ?::bigint[]) AS b (part, stood, next)"
          + " WHERE a.generation = ? AND a.topic = ? AND a.part = b.part"
          + " AND a.next_offset = b.stood AND a.open";

  private final int generation;

  Applied(int generation) {
    this.generation = generation;
  }

  /**
   * Moves every partition of a batch, all or none; the first statement of its transaction.
   *
   * @throws StaleLoaderException if one of them stands elsewhere or is closed; the transaction must
   *     be rolled back
   */
  void advance(Connection connection, Batch batch) throws SQLException {
    int count = batch.advances().size();
    Integer[] parts = batch.advances().keySet().toArray(new Integer[0]);
    Long[] stood = new Long[count];
    Long[] next = new Long[count];
    for (int i = 0; i < count; i++) {
      Batch.Advance advance = batch.advances().get(parts[i]);
      stood[i] = java.util.Objects.requireNonNull(advance).from();
      next[i] = advance.to();
    }
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
      statement.setArray(1, connection.createArrayOf("int4", parts));
      statement.setArray(2, connection.createArrayOf("int8", stood));
      statement.setArray(3, connection.createArrayOf("int8", next));
      statement.setInt(4, generation);
      statement.setString(5, batch.topic());
      if (statement.executeUpdate() != count) {
        throw new StaleLoaderException(
            "the new database does not stand where this loader read "
                + batch.topic()
                + " partitions "
                + Arrays.toString(parts)
                + " from: another loader has gone on, or the generation is closed");
      }
    }
  }
}
