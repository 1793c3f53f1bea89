package dev.crossfade.operator.config;

import java.util.Optional;

/**
 * One PostgreSQL database and the schema in it.
 *
 * @param url {@code jdbc:postgresql://…} without user and password
 * @param user empty: the operating system's user, as for libpq
 * @param password empty: none, or from the file that {@code PGPASSFILE} names
 */
public record PostgresSide(
    String url, Optional<String> user, Optional<String> password, String schema) {

  /** For messages: who and where, never the password. */
  @Override
  public String toString() {
    String place = url.substring(PostgresUrl.JDBC.length());
    int parameters = place.indexOf('?');
    String shown = parameters < 0 ? place : place.substring(0, parameters);
    return "postgresql://" + user.map(name -> name + "@").orElse("") + shown;
  }
}
