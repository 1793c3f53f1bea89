package dev.crossfade.extractor.tinymuse.world;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A made-up world; the same seed and sizes make the same one. */
public final class World {

  /** A line of the mail section; {@code null} parts never, a broken line is only text. */
  public record Mail(int sender, int recipient, long sent, long read, int flags, String message) {}

  final Random random;
  final List<WorldObject> objects = new ArrayList<>();
  final List<Mail> mail = new ArrayList<>();

  /** Lines of the mail section that are no messages, each before the message of its place. */
  final List<Integer> brokenMailBefore = new ArrayList<>();

  private World(long seed) {
    random = new Random(seed);
  }

  /** The sizes of a demonstration: 1,000 players among 5,000 objects, 10,000 messages. */
  public static World standard(long seed) {
    return of(seed, 1_000, 5_000, 10_000);
  }

  /**
   * Makes one.
   *
   * @param players at least 3, among the objects
   * @param objects at least three times as many
   */
  public static World of(long seed, int players, int objects, int messages) {
    if (players < 3 || objects < 3 * players) {
      throw new IllegalArgumentException("at least 3 players, and thrice as many objects");
    }
    World world = new World(seed);
    new WorldMaker(world).fill(players, objects, messages);
    return world;
  }

  public List<WorldObject> objects() {
    return List.copyOf(objects);
  }

  public List<Mail> mail() {
    return List.copyOf(mail);
  }

  /** How many lines of the mail section are no messages. */
  public int brokenMail() {
    return brokenMailBefore.size();
  }

  /** Lets the game go on: some objects change, come and go, some messages are written and read. */
  public void live(int happenings) {
    WorldLife life = new WorldLife(this);
    for (int i = 0; i < happenings; i++) {
      life.happen();
    }
  }

  /** Writes the dump as the old server does. */
  public void write(OutputStream out, Charset encoding) throws IOException {
    new DumpWriter(out, encoding).write(this);
  }

  /** Puts a new dump in the place of an earlier one, in one step. */
  public void writeTo(Path file, Charset encoding) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(draft)) {
      write(out, encoding);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
