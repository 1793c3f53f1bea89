package dev.crossfade.databases.postgres;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes a PostgreSQL URL apart, libpq's form or JDBC's. */
final class PostgresUrlParser {

  /** libpq's names of what the JDBC driver calls something else. */
  private static final Map<String, String> JDBC_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "target_session_attrs", "targetServerType",
          "channel_binding", "channelBinding",
          "gssencmode", "gssEncMode",
          "krbsrvname", "kerberosServerName",
          "load_balance_hosts", "loadBalanceHosts",
          "sslnegotiation", "sslNegotiation");

  private static final Map<String, String> SERVER_TYPES =
      Map.of(
          "any", "any",
          "read-write", "primary",
          "primary", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  private final String url;

  PostgresUrlParser(String url) {
    this.url = url.strip();
  }

  PostgresUrl parse() {
    String rest = afterScheme();
    Map<String, String> parameters = new TreeMap<>();
    int query = rest.indexOf('?');
    if (query >= 0) {
      parameters(rest.substring(query + 1), parameters);
      rest = rest.substring(0, query);
    }
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String database = slash < 0 ? "" : decode(rest.substring(slash + 1));
    int at = authority.lastIndexOf('@');
    String login = at < 0 ? "" : authority.substring(0, at);
    int colon = login.indexOf(':');
    String user = decode(colon < 0 ? login : login.substring(0, colon));
    String password = colon < 0 ? null : decode(login.substring(colon + 1));
    user = parameters.containsKey("user") ? parameters.remove("user") : user;
    password = parameters.containsKey("password") ? parameters.remove("password") : password;
    database = parameters.containsKey("dbname") ? parameters.remove("dbname") : database;
    if (user.isEmpty()) {
      throw problem("names no user: write postgresql://user@host/database");
    }
    return new PostgresUrl(
        hosts(authority.substring(at + 1), parameters.remove("host"), parameters.remove("port")),
        database.isEmpty() ? user : database,
        user,
        password == null || password.isEmpty() ? null : password,
        parameters);
  }

  private String afterScheme() {
    for (String scheme : List.of("jdbc:postgresql://", "postgresql://", "postgres://")) {
      if (url.startsWith(scheme)) {
        return url.substring(scheme.length());
      }
    }
    throw problem("is neither postgresql://user@host/database nor a JDBC URL");
  }

  private String hosts(String authority, @Nullable String hostParameter, @Nullable String port) {
    String text = authority.isEmpty() && hostParameter != null ? hostParameter : authority;
    List<String> hosts = new ArrayList<>();
    for (String host : (text.isEmpty() ? "localhost" : text).split(",", -1)) {
      String name = decode(host);
      if (name.startsWith("/")) {
        throw problem("names a socket directory; the JDBC driver needs a host and a port");
      }
      boolean hasPort = name.lastIndexOf(':') > name.lastIndexOf(']');
      hosts.add(hasPort ? name : name + ":" + (port == null ? "5432" : port));
    }
    return String.join(",", hosts);
  }

  private void parameters(String query, Map<String, String> into) {
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw problem("has a parameter without a value");
      }
      String name = decode(pair.substring(0, equals));
      String value = decode(pair.substring(equals + 1));
      if (name.equals("target_session_attrs")) {
        value = SERVER_TYPES.getOrDefault(value, value);
      }
      into.put(JDBC_NAMES.getOrDefault(name, name), value);
    }
  }

  private static IllegalArgumentException problem(String what) {
    return new IllegalArgumentException("the database URL " + what);
  }

  /** Percent signs only: a plus is a plus. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw problem("has a % that is not followed by two hexadecimal digits: write it as %25");
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
