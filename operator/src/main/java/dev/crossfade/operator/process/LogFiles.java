package dev.crossfade.operator.process;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The log of one verb: {@code <state>/logs/<verb>.log}, five files of 10 MiB at most. */
public final class LogFiles {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level [%thread] %logger{36} %msg%n";
  private static final int OLDER_FILES = 4;
  private static final long FILE_BYTES_MAX = 10L << 20;

  private LogFiles() {}

  /**
   * Sends everything that is logged from here on to the file too.
   *
   * @return the file
   */
  public static Path open(Path folder, String verb) {
    Path file = folder.resolve(verb + ".log");
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
      if (root.getAppender(file.toString()) == null) {
        root.addAppender(appender(context, file));
      }
    }
    return file;
  }

  /**
   * The same for a verb that runs for long: its story, our INFO, is told on the console too.
   *
   * @return the file
   */
  public static Path openWithStory(Path folder, String verb) {
    tellStory();
    return open(folder, verb);
  }

  private static void tellStory() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      var console = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
      if (console != null) {
        console.clearAllFilters();
        StoryFilter ours = new StoryFilter();
        ours.start();
        console.addFilter(ours);
      }
    }
  }

  private static RollingFileAppender<ILoggingEvent> appender(LoggerContext context, Path file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setName(file.toString());
    appender.setFile(file.toString());

    FixedWindowRollingPolicy older = new FixedWindowRollingPolicy();
    older.setContext(context);
    older.setParent(appender);
    older.setFileNamePattern(file + ".%i");
    older.setMinIndex(1);
    older.setMaxIndex(OLDER_FILES);
    older.start();

    SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
    full.setContext(context);
    full.setMaxFileSize(new FileSize(FILE_BYTES_MAX));
    full.start();

    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();

    appender.setRollingPolicy(older);
    appender.setTriggeringPolicy(full);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
