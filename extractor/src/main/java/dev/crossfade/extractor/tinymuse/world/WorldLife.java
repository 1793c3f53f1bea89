package dev.crossfade.extractor.tinymuse.world;

import dev.crossfade.extractor.tinymuse.world.WorldObject.Value;
import java.util.Random;

/** What happens in a game between two dumps. */
final class WorldLife {

  private final World world;
  private final Random random;
  private final Prose prose;

  WorldLife(World world) {
    this.world = world;
    this.random = world.random;
    this.prose = new Prose(random);
  }

  void happen() {
    WorldObject object = world.objects.get(4 + random.nextInt(world.objects.size() - 4));
    switch (random.nextInt(8)) {
      case 0 -> rename(object);
      case 1 -> write(object);
      case 2 -> forget(object);
      case 3 -> build();
      case 4 -> leave(object);
      case 5 -> world.mail.add(new World.Mail(1, 2, 1_400_000_000L, 0, 4, prose.line()));
      case 6 -> readMail();
      default -> object.modTime = Math.max(object.modTime, 1_300_000_000L) + 1;
    }
  }

  private void rename(WorldObject object) {
    if (object.isPlayer()) {
      object.name = prose.player(object.dbref);
    } else if (!object.isFree()) {
      object.name = prose.name(object.dbref);
    }
  }

  private void write(WorldObject object) {
    if (!object.isFree()) {
      int index = 100 + random.nextInt(26);
      object.values.removeIf(value -> value.definer() == -1 && value.index() == index);
      object.values.add(new Value(index, -1, prose.softcode()));
    }
  }

  private void forget(WorldObject object) {
    if (!object.isFree() && !object.isPlayer() && !object.values.isEmpty()) {
      object.values.remove(random.nextInt(object.values.size()));
    }
  }

  private void build() {
    WorldObject object =
        world.objects.stream()
            .filter(WorldObject::isFree)
            .findFirst()
            .orElseGet(
                () -> {
                  WorldObject added = new WorldObject(world.objects.size());
                  world.objects.add(added);
                  return added;
                });
    object.flags = WorldObject.THING;
    object.name = prose.name(object.dbref);
    object.location = 0;
    object.next = world.objects.get(0).contents;
    world.objects.get(0).contents = object.dbref;
    object.values.add(new Value(6, -1, prose.text()));
  }

  /** A thing that nothing refers to goes; its slot stays. */
  private void leave(WorldObject object) {
    boolean alone =
        object.type() == WorldObject.THING
            && object.parents.isEmpty()
            && object.children.isEmpty()
            && object.contents == -1
            && object.definitions.isEmpty();
    if (alone && !object.isFree()) {
      world.objects.stream()
          .filter(other -> other.contents == object.dbref)
          .forEach(other -> other.contents = object.next);
      world.objects.stream()
          .filter(other -> other.next == object.dbref && other != object)
          .forEach(other -> other.next = object.next);
      object.free();
    }
  }

  private void readMail() {
    if (!world.mail.isEmpty()) {
      int at = random.nextInt(world.mail.size());
      World.Mail mail = world.mail.get(at);
      world.mail.set(
          at,
          new World.Mail(
              mail.sender(), mail.recipient(), mail.sent(), mail.sent() + 60, 2, mail.message()));
    }
  }
}
