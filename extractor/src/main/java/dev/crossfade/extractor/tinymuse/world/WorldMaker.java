package dev.crossfade.extractor.tinymuse.world;

import dev.crossfade.extractor.tinymuse.world.WorldObject.Definition;
import dev.crossfade.extractor.tinymuse.world.WorldObject.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Fills a world: rooms with exits, players, things, and everything odd that dumps were seen with.
 */
final class WorldMaker {

  private static final long BEGAN = 820_000_000;
  private static final int DESCRIPTION = 6;

  private final World world;
  private final Random random;
  private final Prose prose;

  WorldMaker(World world) {
    this.world = world;
    this.random = world.random;
    this.prose = new Prose(random);
  }

  void fill(int players, int objects, int messages) {
    int rooms = Math.max(2, objects / 10);
    for (int dbref = 0; dbref < objects; dbref++) {
      world.objects.add(new WorldObject(dbref));
    }
    for (WorldObject object : world.objects) {
      if (object.dbref == 0 || (object.dbref > players && object.dbref <= players + rooms)) {
        room(object);
      } else if (object.dbref <= players) {
        player(object);
      } else if (random.nextInt(4) == 0) {
        exit(object, players + 1 + random.nextInt(rooms), players + 1 + random.nextInt(rooms));
      } else if (random.nextInt(20) == 0) {
        object.free();
      } else {
        thing(object, players);
      }
    }
    relate();
    new Oddities(world, prose).plant();
    for (int i = 0; i < messages; i++) {
      world.mail.add(message(players));
    }
    for (int i = 0; i < messages; i += 997) {
      world.brokenMailBefore.add(i);
    }
  }

  private void common(WorldObject object) {
    object.name = object.isPlayer() ? prose.player(object.dbref) : prose.name(object.dbref);
    object.modTime = BEGAN + random.nextInt(500_000_000);
    object.createTime = random.nextInt(50) == 0 ? 0 : BEGAN + random.nextInt(400_000_000);
    object.flags |= random.nextInt(3) == 0 ? 0x40 : 0;
    object.flags |= random.nextInt(9) == 0 ? 0x400 | 0x100 : 0;
    if (random.nextInt(3) > 0) {
      object.values.add(new Value(DESCRIPTION, -1, prose.text()));
    }
    if (random.nextInt(5) == 0) {
      object.values.add(new Value(100 + random.nextInt(26), -1, prose.softcode()));
    }
  }

  private void room(WorldObject object) {
    object.flags = WorldObject.ROOM | (random.nextInt(10) == 0 ? 0x1000 : 0);
    common(object);
    object.location = object.dbref;
    object.zone = 0;
  }

  private void player(WorldObject object) {
    object.flags = WorldObject.PLAYER | (random.nextInt(10) == 0 ? 0x10 : 0);
    common(object);
    object.owner = random.nextInt(40) == 0 ? 1 : object.dbref; // a robot belongs to another
    object.location = 0;
    object.zone = 0;
    object.link = 0;
    object.powers = random.nextInt(15) == 0 ? "" : (1 + random.nextInt(10)) + "/2/y/5/=/6/</9/.1/0";
    object.values.add(
        new Value(5, -1, random.nextBoolean() ? "XX" + prose.word() + "crypt" : prose.word()));
    object.values.add(new Value(50, -1, "public;pub *guild;g"));
  }

  private void exit(WorldObject object, int from, int to) {
    object.flags = WorldObject.EXIT | (random.nextInt(10) == 0 ? 0x10 : 0);
    common(object);
    object.location = from;
    object.link = random.nextInt(12) == 0 ? -1 : to;
    object.zone = 0;
    prepend(from, object, true);
  }

  private void thing(WorldObject object, int players) {
    object.flags = WorldObject.THING | (random.nextInt(10) == 0 ? 0x10 : 0);
    common(object);
    object.owner = 1 + random.nextInt(players);
    object.location = random.nextInt(10) == 0 ? object.dbref : random.nextInt(object.dbref);
    if (world.objects.get(object.location).isFree()) {
      object.location = 0;
    }
    object.link = 0;
    object.zone = random.nextInt(4) == 0 ? -1 : 0;
    if (world.objects.get(object.location).type() == WorldObject.EXIT) {
      object.location = 0;
    }
    prepend(object.location, object, false);
  }

  private void prepend(int into, WorldObject object, boolean asExit) {
    WorldObject holder = world.objects.get(into);
    if (asExit) {
      object.next = holder.exits;
      holder.exits = object.dbref;
    } else {
      object.next = holder.contents;
      holder.contents = object.dbref;
    }
  }

  /** Parents, definitions and values of them; also of definers that come later in the file. */
  private void relate() {
    List<WorldObject> living = new ArrayList<>();
    world.objects.stream().filter(o -> !o.isFree()).forEach(living::add);
    for (WorldObject object : living) {
      int parents = random.nextInt(8) == 0 ? 1 + random.nextInt(3) : 0;
      for (int i = 0; i < parents; i++) {
        WorldObject parent = living.get(random.nextInt(living.size()));
        if (parent != object && !object.parents.contains(parent.dbref)) {
          object.parents.add(parent.dbref);
          parent.children.add(object.dbref);
          if (parent.definitions.isEmpty()) {
            parent.definitions.add(new Definition(random.nextInt(128), "Attr" + parent.dbref));
          }
          object.values.add(new Value(0, parent.dbref, prose.text()));
        }
      }
    }
  }

  private World.Mail message(int players) {
    boolean isNew = random.nextInt(3) == 0;
    long sent = BEGAN + random.nextInt(500_000_000);
    return new World.Mail(
        1 + random.nextInt(players),
        1 + random.nextInt(players),
        random.nextInt(100) == 0 ? 0 : sent,
        isNew ? 0 : sent + random.nextInt(100_000),
        isNew ? 4 : 2,
        prose.line());
  }
}
