package dev.crossfade.databases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresUrlTest {

  @Test
  void readsLibpqsForm() {
    PostgresUrl url =
        PostgresUrl.parse(
            "postgresql://app:p%40ss%2Bw@db.example:6432/shop%20one?sslmode=require&connect_timeout=5");

    assertThat(url.hosts()).isEqualTo("db.example:6432");
    assertThat(url.database()).isEqualTo("shop one");
    assertThat(url.user()).isEqualTo("app");
    assertThat(url.password()).isEqualTo("p@ss+w");
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6432/shop%20one");
    assertThat(url.properties())
        .containsEntry("sslmode", "require")
        .containsEntry("connectTimeout", "5");
  }

  @Test
  void readsJdbcsForm() {
    PostgresUrl url =
        PostgresUrl.parse("jdbc:postgresql://localhost/shop?user=app&password=secret&ssl=true");

    assertThat(url.hosts()).isEqualTo("localhost:5432");
    assertThat(url.user()).isEqualTo("app");
    assertThat(url.password()).isEqualTo("secret");
    assertThat(url.parameters()).containsOnlyKeys("ssl");
  }

  @Test
  void takesSeveralHostsAndAddressesInBrackets() {
    assertThat(PostgresUrl.parse("postgres://u@a,b:5433/d").hosts()).isEqualTo("a:5432,b:5433");
    assertThat(PostgresUrl.parse("postgres://u@[::1]/d").hosts()).isEqualTo("[::1]:5432");
    assertThat(PostgresUrl.parse("postgresql:///d?host=h&port=1&user=u").hosts()).isEqualTo("h:1");
  }

  @Test
  void neverShowsThePassword() {
    assertThat(PostgresUrl.parse("postgresql://u:secret@h/d").toString())
        .isEqualTo("postgresql://u@h:5432/d");
    assertThatThrownBy(() -> PostgresUrl.parse("mysql://u:secret@h/d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> PostgresUrl.parse("postgresql://u:sec%ret@h/d"))
        .hasMessageNotContaining("sec%ret");
  }

  @Test
  void saysThatAUserIsMissing() {
    assertThatThrownBy(() -> PostgresUrl.parse("postgresql://h/d"))
        .hasMessageContaining("names no user");
  }
}
