package dev.crossfade.operator.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.schemas.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

  /** Reads the letters of a generation from the new database. */
  static DeadLetterComparison of(Connection now, int generation, List<PlantedDeadLetter> planted)
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
    try (Statement sql = now.createStatement();
        ResultSet found =
            sql.executeQuery(
                "SELECT stage, new_table, old_table, key_text, sql_state, COALESCE(column_name, reason)"
                    + " FROM crossfade.dead WHERE generation = "
                    + generation)) {
      while (found.next()) {
        String newTable = TableId.parse(found.getString(2)).name();
        boolean byNewKey = found.getString(1).equals("LOAD");
        String keyTable = byNewKey ? newTable : TableId.parse(found.getString(3)).name();
        Refusal refusal =
            new Refusal(newTable, keyTable, key(found.getString(4)), found.getString(5));
        came.add(refusal);
        byReason.merge(
            newTable + ": " + refusal.sqlState() + " " + found.getString(6), 1L, Long::sum);
        if (!(byNewKey ? expectedByNew : expectedByOld).contains(refusal)) {
          unplanted.add(refusal.inWords());
        }
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
