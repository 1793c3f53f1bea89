package dev.crossfade.extractor.tinymuse;

import java.util.List;
import java.util.OptionalInt;

/**
 * One record of a dump.
 *
 * @param zone empty in a record from before there were zones
 * @param flags the lowest four bits are the type
 * @param parents in the order in which they are looked through
 * @param definitions by their position, from 0; those that the old server leaves out are not in it
 * @param line where it begins in the file
 */
record DumpObject(
    int dbref,
    String name,
    int location,
    OptionalInt zone,
    int contents,
    int exits,
    int link,
    int next,
    int owner,
    long flags,
    long modTime,
    long createTime,
    Powers powers,
    List<Value> values,
    List<Integer> parents,
    List<Integer> children,
    List<Definition> definitions,
    long line) {

  /**
   * An attribute's value.
   *
   * @param definer the object that defines the attribute; -1 for one that every server knows
   * @param index the number of that one, or the position among the definer's definitions
   * @param line where it begins in the file
   */
  record Value(int index, int definer, String text, long line) {}

  /** An attribute that this object defines. */
  record Definition(int flags, String name) {}

  /**
   * A player's class and powers.
   *
   * @param playerClass 1 to 10; empty if the record names none
   */
  record Powers(OptionalInt playerClass, List<Power> powers) {
    static final Powers NONE = new Powers(OptionalInt.empty(), List.of());
  }

  /**
   * One power.
   *
   * @param level {@code yes}, {@code yeslt} (over lower classes), {@code yeseq} (and equal ones),
   *     {@code no}
   */
  record Power(int number, String level) {}

  int type() {
    return (int) (flags & ObjectType.MASK);
  }

  /** A slot that waits to be used again: never a real object. */
  boolean freed() {
    return (flags & ObjectFlags.GOING) != 0
        && type() == ObjectType.THING
        && owner == 1
        && location == -1;
  }
}
