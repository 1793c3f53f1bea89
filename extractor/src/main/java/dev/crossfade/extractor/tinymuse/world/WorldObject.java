package dev.crossfade.extractor.tinymuse.world;

import java.util.ArrayList;
import java.util.List;

/** An object of a made-up world, as its dump shall show it. */
public final class WorldObject {

  public static final int ROOM = 0;
  public static final int THING = 1;
  public static final int EXIT = 2;
  public static final int PLAYER = 8;
  static final int GOING = 0x4000;

  /** An attribute's value; {@code definer} -1 for one that every server knows. */
  public record Value(int index, int definer, String text) {}

  /** An attribute that the object defines, as it is written; above 8191 the reader skips it. */
  public record Definition(int flags, String name) {}

  public final int dbref;
  public String name = "";
  public int location = -1;

  /** Whether the record is written the way of the time before zones. */
  public boolean zoneless;

  public int zone = -1;
  public int contents = -1;
  public int exits = -1;
  public int link = -1;
  public int next = -1;
  public int owner = 1;
  public long flags;
  public long modTime;
  public long createTime;

  /** The line of class and powers; players only, may be empty. */
  public String powers = "";

  public final List<Value> values = new ArrayList<>();
  public final List<Integer> parents = new ArrayList<>();
  public final List<Integer> children = new ArrayList<>();
  public final List<Definition> definitions = new ArrayList<>();

  WorldObject(int dbref) {
    this.dbref = dbref;
  }

  public int type() {
    return (int) (flags & 0xF);
  }

  public boolean isPlayer() {
    return type() == PLAYER;
  }

  /** Makes a slot of it that waits to be used again. */
  void free() {
    name = "*";
    flags = THING | GOING;
    owner = 1;
    location = -1;
    contents = -1;
    exits = -1;
    link = -1;
    next = -1;
    powers = "";
    values.clear();
    definitions.clear();
  }

  boolean isFree() {
    return flags == (THING | GOING) && location == -1 && owner == 1;
  }
}
