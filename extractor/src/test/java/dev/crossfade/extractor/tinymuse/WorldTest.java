package dev.crossfade.extractor.tinymuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.extractor.tinymuse.world.World;
import dev.crossfade.extractor.tinymuse.world.WorldObject;
import dev.crossfade.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a made-up world is must be what its dump says, by rules of this test's own. */
class WorldTest {

  private static final List<Integer> FORGOTTEN = List.of(31, 41, 46, 51, 194);

  @Test
  void theDumpOfAStandardWorldSaysWhatTheWorldIs() throws IOException {
    World world = World.standard(1);

    assertThat(world.objects()).hasSize(5_000);
    assertThat(world.objects().stream().filter(WorldObject::isPlayer)).hasSize(1_000);
    assertThat(world.mail()).hasSize(10_000);
    mustSayTheSame(world, StandardCharsets.ISO_8859_1);
  }

  @Test
  void soDoesTheNextDumpAfterTheGameWentOn() throws IOException {
    long seed = Seed.of(WorldTest.class);
    World world = World.of(seed, 20, 300, 100);
    for (int i = 0; i < 20; i++) {
      world.live(50);
      mustSayTheSame(world, StandardCharsets.UTF_8);
    }
  }

  @Test
  void theSameSeedMakesTheSameWorld() throws IOException {
    assertThat(bytes(World.of(3, 5, 50, 10), StandardCharsets.UTF_8))
        .isEqualTo(bytes(World.of(3, 5, 50, 10), StandardCharsets.UTF_8));
  }

  @Test
  void everythingOddIsInIt() throws IOException {
    ReadDump read =
        ReadDump.of(bytes(World.standard(2), StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    assertThat(read.rows("remarks").stream().map(row -> row.get(2)).collect(Collectors.toSet()))
        .as("kinds of remarks")
        .hasSizeGreaterThanOrEqualTo(14);
    assertThat(read.rows("lock_references")).hasSizeGreaterThan(10);
    assertThat(read.rows("objects")).anyMatch(row -> row.get(20).equals("true"));
    assertThat(read.rows("objects")).anyMatch(row -> row.get(4) == null);
    assertThat(read.rows("attributes"))
        .as("a forward reference")
        .anyMatch(row -> Integer.parseInt(row.get(1)) > Integer.parseInt(row.get(0)));
    assertThat(read.rows("parents").stream().map(row -> row.get(1))).contains("1", "2", "3");
  }

  private static void mustSayTheSame(World world, Charset encoding) throws IOException {
    ReadDump read = ReadDump.of(bytes(world, encoding), encoding);
    List<String> objects = new ArrayList<>();
    List<String> attributes = new ArrayList<>();
    List<String> passwords = new ArrayList<>();
    List<String> parents = new ArrayList<>();
    for (WorldObject object : world.objects()) {
      objects.add(
          String.join(
              "|",
              Integer.toString(object.dbref),
              object.name,
              Integer.toString(object.location),
              object.zoneless ? "null" : Integer.toString(object.zone),
              Integer.toString(object.owner),
              Long.toString(object.flags),
              object.modTime == 0 ? "null" : Instant.ofEpochSecond(object.modTime).toString()));
      values(world, object, attributes, passwords);
      for (int i = 0; i < object.parents.size(); i++) {
        parents.add(object.dbref + "|" + (i + 1) + "|" + object.parents.get(i));
      }
    }
    assertThat(joined(read, "objects", 0, 2, 3, 4, 6, 7, 9)).containsExactlyElementsOf(objects);
    assertThat(joined(read, "attributes", 0, 1, 3, 5))
        .containsExactlyInAnyOrderElementsOf(attributes);
    assertThat(joined(read, "passwords", 0, 1)).containsExactlyInAnyOrderElementsOf(passwords);
    assertThat(joined(read, "parents", 0, 1, 2)).containsExactlyElementsOf(parents);
    assertThat(joined(read, "mail", 1, 2, 5, 6))
        .containsExactlyElementsOf(
            world.mail().stream()
                .map(m -> m.sender() + "|" + m.recipient() + "|" + m.flags() + "|" + m.message())
                .toList());
    assertThat(read.rows("remarks").stream().filter(row -> row.get(1).equals("the mail")))
        .hasSize(world.brokenMail());
  }

  private static void values(
      World world, WorldObject object, List<String> attributes, List<String> passwords) {
    Map<String, WorldObject.Value> last = new LinkedHashMap<>();
    object.values.forEach(value -> last.put(value.definer() + "/" + value.index(), value));
    for (WorldObject.Value value : last.values()) {
      String name = name(world, value);
      if (value.text().isEmpty() || name == null) {
        continue;
      }
      if (name.equals("-1:5")) {
        passwords.add(object.dbref + "|" + value.text());
      } else {
        attributes.add(
            object.dbref + "|" + value.definer() + "|" + shown(name) + "|" + value.text());
      }
    }
  }

  /** The name of a definition; for what every server knows, its number. */
  private static String name(World world, WorldObject.Value value) {
    if (value.definer() == -1) {
      boolean known = value.index() != 0 && value.index() != 999;
      return known && !FORGOTTEN.contains(value.index()) ? "-1:" + value.index() : null;
    }
    if (value.definer() >= world.objects().size()) {
      return null;
    }
    List<String> names =
        world.objects().get(value.definer()).definitions.stream()
            .filter(definition -> definition.flags() <= 8191)
            .map(WorldObject.Definition::name)
            .toList();
    return value.index() < names.size() ? names.get(value.index()) : null;
  }

  private static String shown(String name) {
    return name.startsWith("-1:")
        ? Numbered.ATTRIBUTES.get(Integer.valueOf(name.substring(3))).name()
        : name;
  }

  private static List<String> joined(ReadDump read, String table, int... columns) {
    return read.rows(table).stream()
        .map(
            row -> {
              List<String> parts = new ArrayList<>();
              for (int column : columns) {
                parts.add(String.valueOf(row.get(column)));
              }
              return String.join("|", parts);
            })
        .toList();
  }

  private static byte[] bytes(World world, Charset encoding) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    world.write(out, encoding);
    return out.toByteArray();
  }
}
