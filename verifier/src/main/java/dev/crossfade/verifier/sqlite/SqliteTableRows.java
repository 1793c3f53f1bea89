package dev.crossfade.verifier.sqlite;

import dev.crossfade.databases.sqlite.SqliteRefusal;
import dev.crossfade.verifier.Fingerprints;
import dev.crossfade.verifier.NewTableRows;
import dev.crossfade.verifier.RowTexts.Row;
import dev.crossfade.verifier.TableShape;
import dev.crossfade.verifier.UnresolvedReferences;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One table of the file, read from its first row to its last for each question. */
record SqliteTableRows(Connection connection, TableShape shape, UnresolvedReferences unresolved)
    implements NewTableRows {

  /** Takes one row. */
  private interface Taking {
    void row(String key, @Nullable String[] values);
  }

  @Override
  public Fingerprints fingerprints(int mask) throws SQLException {
    Map<Integer, Sums> sums = new HashMap<>();
    each(
        (key, values) -> {
          List<@Nullable String> all = new ArrayList<>();
          all.add(key);
          all.addAll(java.util.Arrays.asList(values));
          byte[] text = RecordText.of(all).getBytes(StandardCharsets.UTF_8);
          sums.computeIfAbsent(bucket(key, mask), b -> new Sums()).add(text);
        });
    Map<Integer, Fingerprints.Bucket> buckets = new HashMap<>();
    sums.forEach((bucket, sum) -> buckets.put(bucket, sum.bucket()));
    return new Fingerprints(buckets);
  }

  /** The sums of one bucket, which may be wider than a long. */
  private static final class Sums {
    private long rows;
    private BigDecimal first = BigDecimal.ZERO;
    private BigDecimal second = BigDecimal.ZERO;

    void add(byte[] text) {
      rows++;
      first = first.add(BigDecimal.valueOf(TextHash.of(text, 1)));
      second = second.add(BigDecimal.valueOf(TextHash.of(text, 2)));
    }

    Fingerprints.Bucket bucket() {
      return new Fingerprints.Bucket(rows, first, second);
    }
  }

  private static int bucket(String key, int mask) {
    return (int) (TextHash.of(key.getBytes(StandardCharsets.UTF_8), 0) & mask);
  }

  @Override
  public Map<String, Row> inBuckets(int mask, Collection<Integer> buckets) throws SQLException {
    Set<Integer> wanted = new HashSet<>(buckets);
    return rows(key -> wanted.contains(bucket(key, mask)));
  }

  @Override
  public Map<String, Row> ofKeys(Collection<String> keys) throws SQLException {
    Set<String> wanted = new HashSet<>(keys);
    return rows(wanted::contains);
  }

  private Map<String, Row> rows(Predicate<String> wanted) throws SQLException {
    Map<String, Row> rows = new HashMap<>();
    each(
        (key, values) -> {
          if (wanted.test(key)) {
            rows.merge(key, new Row(values, 1), Row::again);
          }
        });
    return rows;
  }

  private void each(Taking taking) throws SQLException {
    List<TableShape.Compared> columns = shape.columns();
    try (Statement sql = connection.createStatement();
        ResultSet found = sql.executeQuery(SqliteSelect.of(shape))) {
      while (found.next()) {
        @Nullable String[] values = new String[columns.size()];
        for (int i = 0; i < values.length; i++) {
          String strayId = found.getString(2 * i + 2);
          values[i] =
              strayId == null
                  ? StoredText.of(found.getObject(2 * i + 1), columns.get(i).type())
                  : TableShape.UNRESOLVED + strayId;
        }
        taking.row(key(values), values);
      }
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }

  private String key(@Nullable String[] values) {
    List<@Nullable String> key = new ArrayList<>();
    for (int part : shape.key()) {
      key.add(values[part]);
    }
    return RecordText.of(key);
  }

  @Override
  public long orphans() throws SQLException {
    try {
      return unresolved.count() + SqliteOrphans.count(connection, shape.table());
    } catch (SQLException failure) {
      throw SqliteRefusal.named(failure);
    }
  }
}
