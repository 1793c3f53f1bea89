package dev.crossfade.transformer;

import dev.crossfade.schemas.Bytes;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a task that changed a moment ago, the first first. In memory: of each that is put
 * off a store entry says that it waits.
 */
final class PutOff {

  private final Set<Bytes> groups = new LinkedHashSet<>();
  private final Set<Bytes> sentLately = new HashSet<>();
  private long taken;

  void add(Bytes group) {
    groups.add(group);
  }

  /** Notes a group that was sent at once. */
  void sentAtOnce(Bytes group) {
    sentLately.add(group);
  }

  boolean wasSentLately(Bytes group) {
    return sentLately.contains(group);
  }

  /** What is sent from now on is no longer late. */
  void forgetSent() {
    sentLately.clear();
  }

  /** Takes out the first; null if none is put off. */
  @Nullable Bytes take() {
    Iterator<Bytes> all = groups.iterator();
    if (!all.hasNext()) {
      return null;
    }
    Bytes first = all.next();
    all.remove();
    taken++;
    return first;
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  /** How many groups are known, put off or sent. */
  int size() {
    return groups.size() + sentLately.size();
  }

  /** A mark behind all that are put off now. */
  long end() {
    return taken + groups.size();
  }

  /** Whether all before a mark were taken out. */
  boolean isPast(long mark) {
    return taken >= mark;
  }
}
