package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.tinymuse.DumpObject.Definition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must be known of all objects before the rows of the first can be told: a value may name a
 * definition that comes later in the file, and the lists of contents go through any objects.
 */
final class Outline implements DumpListener {

  private static final int NOT_THERE = -1;

  private final Map<Integer, List<Definition>> definitions = new HashMap<>();
  private final IntColumn types = new IntColumn();
  private int zoneOfStartRoom = -1;
  private final Chains contents = new Chains();
  private final Chains exits = new Chains();

  @Override
  public void header(DumpHeader header) {}

  @Override
  public void object(DumpObject object) {
    if (!object.definitions().isEmpty()) {
      definitions.put(object.dbref(), List.copyOf(object.definitions()));
    }
    int type = object.type();
    types.add(object.freed() ? NOT_THERE : type);
    if (object.dbref() == 0) {
      zoneOfStartRoom = object.zone().orElse(-1);
    }
    contents.add(type == ObjectType.EXIT ? -1 : object.contents(), object.next());
    exits.add(type == ObjectType.ROOM ? object.exits() : -1, object.next());
  }

  @Override
  public void mail(MailLine mail) {}

  @Override
  public void remark(Remark remark) {}

  /** To be called when all objects were told. */
  void complete() {
    contents.walk();
    exits.walk();
  }

  /** The definition at a position of an object; empty if there is none. */
  Optional<Definition> definition(int definer, int position) {
    List<Definition> of = definitions.getOrDefault(definer, List.of());
    return position < of.size() ? Optional.of(of.get(position)) : Optional.empty();
  }

  /** The type of a living object; -1 if there is none. */
  int typeOf(int dbref) {
    return dbref >= 0 && dbref < types.size() ? types.get(dbref) : NOT_THERE;
  }

  boolean isThere(int dbref) {
    return typeOf(dbref) != NOT_THERE;
  }

  int zoneOfStartRoom() {
    return zoneOfStartRoom;
  }

  /** The place in the contents of what it is in, from 1; 0 if it is in no list. */
  int contentsOrdinal(int dbref) {
    return contents.ordinal(dbref);
  }

  /** The place among the exits of its room, from 1; 0 if it is in no list. */
  int exitsOrdinal(int dbref) {
    return exits.ordinal(dbref);
  }

  /** Singly linked lists through all objects. A list that comes back to itself ends there. */
  private static final class Chains {

    private final IntColumn firsts = new IntColumn();
    private final IntColumn nexts = new IntColumn();
    private final IntColumn ordinals = new IntColumn();

    void add(int first, int next) {
      firsts.add(first);
      nexts.add(next);
      ordinals.add(0);
    }

    void walk() {
      for (int holder = 0; holder < firsts.size(); holder++) {
        int ordinal = 0;
        for (int at = firsts.get(holder); isFree(at); at = nexts.get(at)) {
          ordinal++;
          ordinals.set(at, ordinal);
        }
      }
    }

    private boolean isFree(int dbref) {
      return dbref >= 0 && dbref < ordinals.size() && ordinals.get(dbref) == 0;
    }

    int ordinal(int dbref) {
      return ordinals.get(dbref);
    }
  }
}
