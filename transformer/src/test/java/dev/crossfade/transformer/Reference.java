package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.schemas.Bytes;
import dev.crossfade.schemas.DeadLetter;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.NewTable.Conflict;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the new tables must hold: the SELECTs over the final old rows, all at once. */
final class Reference {

  final Map<NewTable, Map<Bytes, Bytes>> tables = new HashMap<>();
  final Set<Bytes> deadLetters = new TreeSet<>();

  private record Candidate(
      int statement, List<@Nullable Object> oldKey, int ordinal, Bytes oldKeyBytes, Bytes row) {}

  private static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::statement)
          .thenComparing(Candidate::oldKey, Reference::compareKeys)
          .thenComparingInt(Candidate::ordinal);

  Reference(World world, Map<OldTable, Map<String, List<@Nullable Object>>> oldRows) {
    for (NewTable table : world.newTables) {
      Map<Bytes, List<Candidate>> candidates = new TreeMap<>();
      for (StatementFunction function : world.statements) {
        if (function.newTable().equals(table.id()) && function instanceof TestStatement statement) {
          oldRows.get(statement.old()).values().forEach(row -> select(statement, row, candidates));
        }
      }
      for (Meeting meeting : world.meetings) {
        if (meeting.statement().newTable().equals(table.id())) {
          meet(world, table, meeting, oldRows, candidates);
        }
      }
      Map<Bytes, Bytes> rows = new TreeMap<>();
      candidates.forEach((key, several) -> rows.put(key, decide(table, key, several)));
      tables.put(table, rows);
    }
  }

  private void select(
      TestStatement statement, List<@Nullable Object> row, Map<Bytes, List<Candidate>> candidates) {
    OldTable old = statement.old();
    Bytes oldKey = Bytes.wrap(Rows.oldKey(statement.migration(), old, row));
    List<@Nullable Object> keyValues =
        old.key().stream().<@Nullable Object>map(k -> row.get(old.indexOf(k))).toList();
    RowLayout layout = RowLayout.ofNew(statement.migration(), statement.made());
    KeyEncoder encoder = KeyEncoder.ofNew(statement.migration(), statement.made());
    try {
      List<@Nullable List<@Nullable Object>> made = statement.select().rows(row);
      for (int i = 0; i < made.size(); i++) {
        List<@Nullable Object> values = made.get(i);
        if (values != null) {
          byte[] bytes = Rows.row(layout, values);
          Bytes key = Bytes.wrap(encoder.keyOf(new RowView(layout).wrap(bytes)));
          candidates
              .computeIfAbsent(key, k -> new ArrayList<>())
              .add(new Candidate(statement.number(), keyValues, i, oldKey, Bytes.wrap(bytes)));
        }
      }
    } catch (TestStatement.Refused refused) {
      dead(DeadLetter.Stage.MAP, statement.number(), statement.made(), oldKey);
    }
  }

  private void meet(
      World world,
      NewTable table,
      Meeting meeting,
      Map<OldTable, Map<String, List<@Nullable Object>>> oldRows,
      Map<Bytes, List<Candidate>> candidates) {
    RowLayout layout = RowLayout.ofNew(world.migration, table);
    KeyEncoder encoder = KeyEncoder.ofNew(world.migration, table);
    int number = meeting.statement().number();
    for (Meeting.Met met : meeting.select().rows(oldRows::get)) {
      Bytes origin = Bytes.wrap(meeting.origin(world, met));
      List<@Nullable Object> row = met.row();
      if (row == null) {
        dead(DeadLetter.Stage.MAP, number, table, origin);
      } else {
        byte[] bytes = Rows.row(layout, row);
        Bytes key = Bytes.wrap(encoder.keyOf(new RowView(layout).wrap(bytes)));
        candidates
            .computeIfAbsent(key, k -> new ArrayList<>())
            .add(new Candidate(number, met.origin(), 0, origin, Bytes.wrap(bytes)));
      }
    }
  }

  private Bytes decide(NewTable table, Bytes key, List<Candidate> several) {
    several.sort(ORDER);
    if (table.conflict() == Conflict.LAST_WINS) {
      return several.get(several.size() - 1).row();
    }
    for (Candidate loser : several.subList(1, several.size())) {
      ByteBuffer rowKey =
          ByteBuffer.allocate(loser.oldKeyBytes().length() + key.length() + 4)
              .put(loser.oldKeyBytes().array())
              .put(key.array())
              .putInt(loser.ordinal());
      dead(DeadLetter.Stage.WRITE, loser.statement(), table, Bytes.wrap(rowKey.array()));
    }
    return several.get(0).row();
  }

  private void dead(DeadLetter.Stage stage, int statement, NewTable table, Bytes rowKey) {
    deadLetters.add(Bytes.wrap(DeadLetter.key(1, stage, statement, table.id().quoted(), rowKey)));
  }

  private static int compare(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    return left instanceof Long number
        ? Long.compare(number, (Long) right)
        : left.toString().compareTo(right.toString());
  }

  private static int compareKeys(List<@Nullable Object> left, List<@Nullable Object> right) {
    for (int i = 0; i < left.size(); i++) {
      int order = compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
