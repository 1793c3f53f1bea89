package dev.crossfade.operator.newschema;

import dev.crossfade.databases.postgres.PostgresUrl;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** New connections to one URL, for libraries that ask for a data source. */
record UrlDataSource(PostgresUrl url) implements DataSource {

  @Override
  public Connection getConnection() throws SQLException {
    return url.connect();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return url.connect();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // The driver logs by itself.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The URL's own connectTimeout counts.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
