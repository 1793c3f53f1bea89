package dev.crossfade.extractor.tinymuse;

import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Where an object's references lead after the old server's own check of its database ({@code
 * @dbck}): to objects that are there and of the right type.
 */
final class SoundReferences {

  private static final int START_ROOM = 0;
  private static final int ROOT = 1;

  private final Outline outline;
  private final Consumer<Remark> remarks;

  SoundReferences(Outline outline, Consumer<Remark> remarks) {
    this.outline = outline;
    this.remarks = remarks;
  }

  /** A player; root for what belongs to nobody. */
  int owner(DumpObject object) {
    if (outline.typeOf(object.owner()) == ObjectType.PLAYER) {
      return object.owner();
    }
    remark(object, "an owner that is no player: root has it");
    return ROOT;
  }

  /** What it is in; empty for an exit that leads out of nowhere, which the server destroys. */
  OptionalInt location(DumpObject object) {
    if (outline.isThere(object.location())) {
      return OptionalInt.of(object.location());
    }
    if (object.freed()) {
      return OptionalInt.empty();
    }
    remark(object, "a location that is not there");
    return switch (object.type()) {
      case ObjectType.ROOM -> OptionalInt.of(object.dbref());
      case ObjectType.EXIT -> OptionalInt.empty();
      default -> OptionalInt.of(START_ROOM);
    };
  }

  /** Empty for none. */
  OptionalInt zone(DumpObject object) {
    int zone = object.zone().orElse(-1);
    if (zone < 0 || outline.isThere(zone)) {
      return zone < 0 ? OptionalInt.empty() : OptionalInt.of(zone);
    }
    remark(object, "a zone that is not there: the start room's takes its place");
    int startRooms = outline.zoneOfStartRoom();
    return outline.isThere(startRooms) ? OptionalInt.of(startRooms) : OptionalInt.empty();
  }

  /** Home, destination or drop-to; empty for none, and for one that is only found at run time. */
  OptionalInt link(DumpObject object) {
    int link = object.link();
    if (link < 0 || outline.isThere(link)) {
      return link < 0 ? OptionalInt.empty() : OptionalInt.of(link);
    }
    boolean lives = object.type() == ObjectType.THING || object.type() == ObjectType.PLAYER;
    remark(object, "a link to what is not there");
    return lives ? OptionalInt.of(START_ROOM) : OptionalInt.empty();
  }

  private void remark(DumpObject object, String what) {
    remarks.accept(new Remark(object.line(), "object #" + object.dbref(), what));
  }
}
