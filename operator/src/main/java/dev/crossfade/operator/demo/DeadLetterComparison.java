package dev.crossfade.operator.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.loader.DeadLetterList;
import dev.crossfade.schemas.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that came against those that were planted.
 *
 * @param byReason how many came, by new table, SQLSTATE and the column or the reason
 * @param unplanted dead letters that nobody planted, in words
 * @param absent planted ones that did not come, in words
 */
record DeadLetterComparison(
    Map<String, Long> byReason, List<String> unplanted, List<String> absent) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, @Nullable String>> KEY = new TypeReference<>() {};

  /** Which row of which table is refused where, with what code. */
  private record Refusal(
      String newTable, String keyTable, Map<String, @Nullable String> key, String sqlState) {
    String inWords() {
      return newTable + " refuses " + keyTable + " " + key + " with " + sqlState;
    }
  }

  /** Reads the letters of the current generation from the new side. */
  static DeadLetterComparison of(DeadLetterList now, List<PlantedDeadLetter> planted)
      throws SQLException {
    Set<Refusal> expectedByOld = new HashSet<>();
    Set<Refusal> expectedByNew = new HashSet<>();
    for (PlantedDeadLetter letter : planted) {
      expectedByOld.add(byOld(letter));
      expectedByNew.add(byNew(letter));
    }
    Set<Refusal> came = new HashSet<>();
    Map<String, Long> byReason = new TreeMap<>();
    List<String> unplanted = new ArrayList<>();
    for (DeadLetterList.Letter found : now.letters("", Integer.MAX_VALUE)) {
      String newTable = TableId.parse(found.newTable()).name();
      String oldTable = found.oldTable();
      boolean byNewKey = found.stage().equals("LOAD") || oldTable == null;
      String keyTable = byNewKey || oldTable == null ? newTable : TableId.parse(oldTable).name();
      Refusal refusal = new Refusal(newTable, keyTable, key(found.key()), found.sqlState());
      came.add(refusal);
      String column = found.column();
      byReason.merge(
          newTable + ": " + refusal.sqlState() + " " + (column == null ? found.reason() : column),
          1L,
          Long::sum);
      if (!(byNewKey ? expectedByNew : expectedByOld).contains(refusal)) {
        unplanted.add(refusal.inWords());
      }
    }
    List<String> absent = new ArrayList<>();
    for (PlantedDeadLetter letter : planted) {
      if (!came.contains(byOld(letter)) && !came.contains(byNew(letter))) {
        absent.add(byOld(letter).inWords());
      }
    }
    return new DeadLetterComparison(byReason, unplanted, absent);
  }

  boolean isExact() {
    return unplanted.isEmpty() && absent.isEmpty();
  }

  long count() {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Refusal byOld(PlantedDeadLetter letter) {
    return new Refusal(
        letter.newTable(), letter.oldTable(), new TreeMap<>(letter.oldKey()), letter.sqlState());
  }

  private static Refusal byNew(PlantedDeadLetter letter) {
    return new Refusal(
        letter.newTable(), letter.newTable(), new TreeMap<>(letter.newKey()), letter.sqlState());
  }

  private static Map<String, @Nullable String> key(String text) {
    try {
      return new TreeMap<>(JSON.readValue(text, KEY));
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("a dead letter whose key is not JSON", notOurs);
    }
  }
}
