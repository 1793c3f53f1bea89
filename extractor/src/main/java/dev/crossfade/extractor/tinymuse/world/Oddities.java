package dev.crossfade.extractor.tinymuse.world;

import dev.crossfade.extractor.tinymuse.world.WorldObject.Definition;
import dev.crossfade.extractor.tinymuse.world.WorldObject.Value;
import java.util.List;
import java.util.Random;

/** Plants at least one of everything odd that is known of dumps. */
final class Oddities {

  private static final int LOCK = 129;
  private static final int LOCK_FLAG = 128;
  private static final int DOOMSDAY = 58;
  private static final List<Integer> FORGOTTEN = List.of(31, 41, 46, 51, 194);
  private static final List<String> LOCKS =
      List.of(
          "=#1",
          "+#3",
          "#1|#2",
          "!#1&(+#3|@#2)",
          "@(#1=Vault:*open*)",
          "Sex:f*",
          "#2.Vb:yes",
          "1",
          "[hasflag(%#,dark)]",
          "#1&[eq(1,1)]|!=#2");

  private final World world;
  private final Prose prose;
  private final Random random;

  Oddities(World world, Prose prose) {
    this.world = world;
    this.prose = prose;
    this.random = world.random;
  }

  void plant() {
    freed();
    values();
    locks();
    definitions();
    references();
    world.objects.get(0).createTime = 0;
    world.objects.get(1).name = "root";
    world.objects.get(2).flags |= 0x80000000L; // the highest bit, which is written with a sign
  }

  /** Two slots to use again, and an object that is to be one. */
  private void freed() {
    any().values.add(new Value(DOOMSDAY, -1, "2000000000"));
    last(1).free();
    last(2).free();
  }

  private void values() {
    for (int number : FORGOTTEN) {
      any().values.add(new Value(number, -1, "12"));
    }
    any().values.add(new Value(0, -1, "what had vanished"));
    any().values.add(new Value(999, -1, "of no server"));
    any().values.add(new Value(200, 0, "beyond the definitions"));
    any().values.add(new Value(0, world.objects.size() + 7, "of no object"));
    any().values.add(new Value(7, -1, ""));
    WorldObject twice = any();
    twice.values.add(new Value(8, -1, "the first, which does not count"));
    twice.values.add(new Value(8, -1, "the last, which counts"));
    any().values.add(new Value(9, -1, prose.word().repeat(300)));
    any().values.add(new Value(10, -1, "line one\nline two\nline three \u0015 end"));
  }

  private void locks() {
    for (String lock : LOCKS) {
      any().values.add(new Value(LOCK, -1, lock));
    }
    any().values.add(new Value(LOCK, -1, "((broken"));
    WorldObject definer = any();
    definer.definitions.add(new Definition(LOCK_FLAG, "Own lock"));
    definer.values.add(new Value(definer.definitions.size() - 1, definer.dbref, "=#1"));
  }

  /** One with unknown flags is skipped by every reader, so the ones behind it move up. */
  private void definitions() {
    WorldObject shifting = last(5);
    shifting.definitions.clear();
    shifting.definitions.add(new Definition(64, "Before"));
    shifting.definitions.add(new Definition(8192, "Skipped"));
    shifting.definitions.add(new Definition(1, "After"));
    world.objects.get(1).values.add(new Value(1, shifting.dbref, "a value of After"));
    WorldObject other = last(6);
    other.definitions.clear();
    other.definitions.add(new Definition(0, "After"));
    world.objects.get(1).values.add(new Value(0, other.dbref, "the same name, another definer"));
  }

  private void references() {
    any().link = world.objects.size() + 3;
    any().location = world.objects.size() + 4;
    any().owner = world.objects.size() + 1;
    any().zone = world.objects.size() + 2;
    any().zoneless = true;
    WorldObject inItself = any();
    inItself.location = inItself.dbref;
    inItself.contents = inItself.dbref;
    inItself.next = inItself.dbref;
  }

  private WorldObject last(int fromTheEnd) {
    WorldObject object = world.objects.get(world.objects.size() - fromTheEnd);
    if (fromTheEnd > 2) {
      object.flags = WorldObject.THING;
      object.owner = 1;
      object.location = 0;
      object.powers = "";
    }
    return object;
  }

  /** One of the things that no other oddity needs. */
  private WorldObject any() {
    while (true) {
      WorldObject object = world.objects.get(4 + random.nextInt(world.objects.size() - 12));
      if (!object.isFree() && !object.isPlayer() && object.zone != -1 && !object.zoneless) {
        return object;
      }
    }
  }
}
