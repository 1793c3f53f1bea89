package dev.crossfade.verifier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is computed in our process is what PostgreSQL computes. */
class TextHashIT {

  private static final String[] PIECES = {
    "a", "b", "\"", "\\", ",", "(", ")", " ", "\t", "\n", "ä", "語", "😀", "", "0", "-1.5"
  };

  // Red if any rotation of TextHash is another, or RecordText leaves one character unquoted.
  @Test
  void textsOfRecordsAndTheirHashesAreThoseOfPostgres() throws SQLException {
    Random random = new Random(42);
    try (TestDatabase database = TestPostgres.shared().create("hashes");
        Connection connection = database.connect();
        PreparedStatement ask =
            connection.prepareStatement(
                "SELECT r, hashtextextended(r, 0), hashtextextended(r, 1), hashtextextended(r, 2)"
                    + " FROM (SELECT ROW(?::text, ?::text, ?::text)::text AS r) AS one")) {
      for (int i = 0; i < 2_000; i++) {
        List<@Nullable String> values = new ArrayList<>();
        for (int field = 0; field < 3; field++) {
          values.add(random.nextInt(8) == 0 ? null : text(random));
          ask.setString(field + 1, values.get(field));
        }
        try (ResultSet found = ask.executeQuery()) {
          found.next();
          assertThat(RecordText.of(values)).isEqualTo(found.getString(1));
          byte[] bytes = found.getString(1).getBytes(StandardCharsets.UTF_8);
          assertThat(
                  Arrays.asList(
                      TextHash.of(bytes, 0), TextHash.of(bytes, 1), TextHash.of(bytes, 2)))
              .containsExactly(found.getLong(2), found.getLong(3), found.getLong(4));
        }
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(14); length > 0; length--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
