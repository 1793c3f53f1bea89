package dev.crossfade.operator.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a database URL as libpq takes it ({@code postgresql://user@host:port/db?sslmode=require}),
 * or as JDBC does ({@code jdbc:postgresql://host/db?user=…}).
 */
final class PostgresUrl {

  static final String JDBC = "jdbc:postgresql://";

  /** libpq's parameters that the driver knows by another name. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of("application_name", "ApplicationName", "connect_timeout", "connectTimeout");

  private static final String EXPECTED = "expected postgresql://user@host:port/database";

  private PostgresUrl() {}

  /**
   * Takes the URL apart.
   *
   * @throws IllegalArgumentException if it is no such URL; the message holds none of it
   */
  static PostgresSide parse(String text, String schema) {
    String rest = withoutScheme(text.strip());
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    Map<String, String> parameters =
        question < 0 ? new LinkedHashMap<>() : parameters(rest.substring(question + 1));
    int at = place.lastIndexOf('@');
    if (at >= 0) {
      takeUser(place.substring(0, at), parameters);
      place = place.substring(at + 1);
    }
    Optional<String> user = Optional.ofNullable(parameters.remove("user"));
    Optional<String> password = Optional.ofNullable(parameters.remove("password"));
    String url = JDBC + hostAndDatabase(place, parameters) + query(parameters);
    return new PostgresSide(url, user, password, schema);
  }

  /** Whether a text as it stands in the file, references taken out, holds a password. */
  static boolean holdsPassword(String literal) {
    return literal.matches(".*://[^/?@]*:[^/?@]+@.*") || literal.matches(".*[?&]password=[^&]+.*");
  }

  private static String withoutScheme(String url) {
    for (String scheme : new String[] {JDBC, "postgresql://", "postgres://"}) {
      if (url.startsWith(scheme)) {
        return url.substring(scheme.length());
      }
    }
    throw new IllegalArgumentException("this is not the URL of a PostgreSQL database");
  }

  private static void takeUser(String userInfo, Map<String, String> parameters) {
    int colon = userInfo.indexOf(':');
    if (colon >= 0) {
      parameters.put("password", decode(userInfo.substring(colon + 1)));
    }
    parameters.put("user", decode(colon < 0 ? userInfo : userInfo.substring(0, colon)));
  }

  private static String hostAndDatabase(String place, Map<String, String> parameters) {
    int slash = place.indexOf('/');
    String host = slash < 0 ? place : place.substring(0, slash);
    String database = slash < 0 ? "" : place.substring(slash + 1);
    String named = parameters.remove("dbname");
    database = database.isEmpty() && named != null ? named : database;
    if (database.isEmpty()) {
      throw new IllegalArgumentException("the URL names no database: " + EXPECTED);
    }
    if (database.indexOf('/') >= 0) {
      throw new IllegalArgumentException("the URL has a / too many: " + EXPECTED);
    }
    if (!host.matches(
        "[^\\s:]*(:\\d{1,5})?(,[^\\s:]*(:\\d{1,5})?)*|\\[[0-9a-fA-F:.%]+\\](:\\d{1,5})?")) {
      throw new IllegalArgumentException("the URL's host and port cannot be read: " + EXPECTED);
    }
    return (host.isEmpty() ? "localhost" : host) + "/" + database;
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = pair.substring(0, equals);
        parameters.put(DRIVER_NAMES.getOrDefault(name, name), decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8)
                            .replace("+", "%20"))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** Percent signs as in URLs; a plus is a plus. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text; // a password with a bare % in it
    }
  }
}
