package dev.crossfade.loader.sqlite;

import dev.crossfade.loader.LoadSession;
import dev.crossfade.loader.NewDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A SQLite file whose sessions get no page more than there are, while it is full. */
public final class LimitedFile {

  private final SqliteDatabase file;
  private volatile boolean full;

  public LimitedFile(SqliteDatabase file) {
    this.file = file;
  }

  /** Sessions opened from now on find no room. */
  public void fill() {
    full = true;
  }

  /** Sessions opened from now on find room again. */
  public void makeRoom() {
    full = false;
  }

  /** The file; its sessions are limited as they are opened. */
  public NewDatabase database() {
    return (NewDatabase)
        Proxy.newProxyInstance(
            LimitedFile.class.getClassLoader(),
            new Class<?>[] {NewDatabase.class},
            (proxy, method, arguments) -> {
              try {
                Object given = method.invoke(file, arguments);
                if (full && given instanceof LoadSession session) {
                  limit(((SqliteSession) session).connection());
                }
                return given;
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  private static void limit(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long pages;
      try (ResultSet count = statement.executeQuery("PRAGMA page_count")) {
        count.next();
        pages = count.getLong(1);
      }
      statement.executeQuery("PRAGMA max_page_count = " + pages).close();
    }
  }
}
