package dev.crossfade.extractor.tinymuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names of an object's flags. Some bits mean another thing for each type. */
final class ObjectFlags {

  static final long GOING = 0x4000;

  private static final Map<Long, String> OF_ALL =
      Map.ofEntries(
          Map.entry(0x20L, "CHOWN_OK"),
          Map.entry(0x40L, "DARK"),
          Map.entry(0x100L, "STICKY"),
          Map.entry(0x400L, "HAVEN"),
          Map.entry(0x2000L, "INHERIT_POWERS"),
          Map.entry(GOING, "GOING"),
          Map.entry(0x8000L, "BAD"),
          Map.entry(0x20000L, "PUPPET"),
          Map.entry(0x40000L, "LINK_OK"),
          Map.entry(0x80000L, "ENTER_OK"),
          Map.entry(0x100000L, "SEE_OK"),
          Map.entry(0x200000L, "CONNECT"),
          Map.entry(0x800000L, "OPAQUE"),
          Map.entry(0x1000000L, "QUIET"),
          Map.entry(0x8000000L, "BEARING"),
          Map.entry(0x20000000L, "NO_COM"),
          Map.entry(0x40000000L, "NO_ANN"));

  private static final Map<Integer, Map<Long, String>> OF_TYPE =
      Map.of(
          ObjectType.ROOM,
          Map.of(
              0x200L, "JUMP_OK", 0x800L, "AUDITORIUM", 0x1000L, "FLOATING", 0x2000000L, "DIG_OK"),
          ObjectType.THING,
          Map.of(
              0x10L,
              "KEY",
              0x80L,
              "LIGHT",
              0x200L,
              "DEST_OK",
              0x1000L,
              "SACROK",
              0x2000000L,
              "DIG_OK"),
          ObjectType.EXIT,
          Map.of(0x10L, "LIGHT"),
          ObjectType.PLAYER,
          Map.of(
              0x10L,
              "NEWBIE",
              0x80L,
              "SLAVE",
              0x800L,
              "MORTAL",
              0x1000L,
              "ANSI",
              0x400000L,
              "TERSE",
              0x2000000L,
              "NO_WALLS"));

  private ObjectFlags() {}

  /** The names of what is set, lowest bit first; a bit without a name is {@code BIT_} and hex. */
  static List<String> names(long flags) {
    Map<Long, String> known = new TreeMap<>(OF_ALL);
    known.putAll(OF_TYPE.getOrDefault((int) (flags & ObjectType.MASK), Map.of()));
    List<String> names = new ArrayList<>();
    long rest = flags & ~ObjectType.MASK;
    while (rest != 0) {
      long bit = Long.lowestOneBit(rest);
      names.add(known.getOrDefault(bit, "BIT_" + Long.toHexString(bit)));
      rest ^= bit;
    }
    return names;
  }
}
