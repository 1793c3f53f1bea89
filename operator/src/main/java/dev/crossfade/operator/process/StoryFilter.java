package dev.crossfade.operator.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Of all that is logged, what Crossfade itself tells a person. */
final class StoryFilter extends Filter<ILoggingEvent> {

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean ours = event.getLoggerName().startsWith("dev.crossfade.");
    return ours && event.getLevel().isGreaterOrEqual(Level.INFO)
        ? FilterReply.NEUTRAL
        : FilterReply.DENY;
  }
}
