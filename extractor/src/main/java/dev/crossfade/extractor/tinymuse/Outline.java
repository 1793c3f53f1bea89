package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.tinymuse.DumpObject.Definition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must be known of all objects before the rows of the first can be told: a value may name a
 * definition that comes later in the file, and the lists of contents go through any objects.
 */
final class Outline implements DumpListener {

  private final Map<Integer, List<Definition>> definitions = new HashMap<>();
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

    private final List<Integer> firsts = new ArrayList<>();
    private final List<Integer> nexts = new ArrayList<>();
    private int[] ordinals = new int[0];

    void add(int first, int next) {
      firsts.add(first);
      nexts.add(next);
    }

    void walk() {
      ordinals = new int[firsts.size()];
      for (int first : firsts) {
        int ordinal = 0;
        for (int at = first; isFree(at); at = nexts.get(at)) {
          ordinal++;
          ordinals[at] = ordinal;
        }
      }
    }

    private boolean isFree(int dbref) {
      return dbref >= 0 && dbref < ordinals.length && ordinals[dbref] == 0;
    }

    int ordinal(int dbref) {
      return ordinals[dbref];
    }
  }
}
