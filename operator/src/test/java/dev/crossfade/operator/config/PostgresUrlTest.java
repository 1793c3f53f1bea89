package dev.crossfade.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

  @ParameterizedTest
  @CsvSource({
    "postgresql://u@h:5433/db, jdbc:postgresql://h:5433/db, u,",
    "postgres://u:p@h/db, jdbc:postgresql://h/db, u, p",
    "postgresql://h/db, jdbc:postgresql://h/db,,",
    "postgresql:///db, jdbc:postgresql://localhost/db,,",
    "postgresql://u:p%40%2F+x@h/db, jdbc:postgresql://h/db, u, p@/+x",
    "postgresql://u:a@b@h/db, jdbc:postgresql://h/db, u, a@b",
    "postgresql://[::1]:5433/db, jdbc:postgresql://[::1]:5433/db,,",
    "jdbc:postgresql://h/db?user=u&password=p, jdbc:postgresql://h/db, u, p",
    "postgresql://u@h/db?sslmode=require&connect_timeout=5,"
        + " jdbc:postgresql://h/db?sslmode=require&connectTimeout=5, u,",
    "postgresql://h?dbname=db, jdbc:postgresql://h/db,,",
  })
  void takesTheFormsOfLibpqAndJdbc(String written, String url, String user, String password) {
    PostgresSide side = PostgresUrl.parse(written, "public");

    assertThat(side.url()).isEqualTo(url);
    assertThat(side.user().orElse(null)).isEqualTo(user);
    assertThat(side.password().orElse(null)).isEqualTo(password);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://h/db",
        "postgresql://h",
        "postgresql://h/",
        "postgresql://h:port/db",
        "postgresql://u:secret@h/a/b",
        "host=h dbname=db",
        ""
      })
  void refusesOtherTextWithoutRepeatingIt(String written) {
    assertThatThrownBy(() -> PostgresUrl.parse(written, "public"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aPasswordIsSeenWhereverItStands() {
    assertThat(PostgresUrl.holdsPassword("postgresql://u:p@h/db")).isTrue();
    assertThat(PostgresUrl.holdsPassword("jdbc:postgresql://h/db?password=p")).isTrue();
    assertThat(PostgresUrl.holdsPassword("postgresql://u:@h/db")).isFalse();
    assertThat(PostgresUrl.holdsPassword("postgresql://u@h:5432/db?password=")).isFalse();
  }
}
