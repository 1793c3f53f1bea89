package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.tinymuse.DumpObject.Definition;
import dev.crossfade.extractor.tinymuse.DumpObject.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Walks through a dump once, from its header to its last message, and holds one record at a time.
 */
final class DumpScanner {

  /** The last second of the year 9999. */
  static final long TIME_SECONDS_MAX = 253_402_300_799L;

  private static final int VERSION = 15;

  /** The old server's buffer: it cuts what is longer and reads the rest as the next field. */
  private static final int OLD_BUFFER_BYTES = 1039;

  private static final int DEFINITION_FLAGS_MAX = 8191;

  private final DumpInput in;
  private final DumpListener to;
  private final PowersLine powers;

  DumpScanner(DumpInput in, DumpListener to) {
    this.in = in;
    this.to = to;
    this.powers = new PowersLine(in);
  }

  /**
   * Walks to the end of the file.
   *
   * @throws dev.crossfade.extractor.files.DamagedFileException naming line and record
   */
  void scan() {
    DumpHeader header = header();
    to.header(header);
    for (int dbref = 0; dbref < header.dbTop(); dbref++) {
      in.enter("object #" + dbref);
      to.object(object(dbref));
    }
    in.enter("the end of the objects");
    in.expect(
        "***END OF DUMP***",
        "the end mark after " + header.dbTop() + " objects, as the header says");
    new MailLines(in, to).scan();
  }

  private DumpHeader header() {
    int version = in.marked('@', "the version of a TinyMUSE dump");
    if (version != VERSION) {
      throw in.damaged(
          "a dump of version "
              + version
              + "; version "
              + VERSION
              + " is read: load it once into a newer server and dump it there");
    }
    int userLimit = in.number();
    int restrictClass = in.number();
    int dbTop = in.marked('~', "the number of objects");
    if (dbTop < 0) {
      throw in.damaged("a number of objects below 0");
    }
    return new DumpHeader(version, userLimit, restrictClass, dbTop);
  }

  private DumpObject object(int dbref) {
    boolean zoned = in.first() != '!';
    int found = in.marked(zoned ? '&' : '!', "object #" + dbref);
    if (found != dbref) {
      throw in.damaged("expected object #" + dbref + ", found #" + found);
    }
    long line = in.lineNumber();
    String name = text(dbref);
    int location = in.number();
    OptionalInt zone = zoned ? OptionalInt.of(in.number()) : OptionalInt.empty();
    int contents = in.number();
    int exits = in.number();
    int link = in.number();
    int next = in.number();
    int owner = in.number();
    long flags = in.longNumber();
    if (flags < 0) {
      flags &= 0xffffffffL; // the writer prints the 32 bits with a sign
    }
    long modTime = time();
    long createTime = time();
    boolean player = (flags & ObjectType.MASK) == ObjectType.PLAYER;
    return new DumpObject(
        dbref,
        name,
        location,
        zone,
        contents,
        exits,
        link,
        next,
        owner,
        flags,
        modTime,
        createTime,
        player ? powers.read() : DumpObject.Powers.NONE,
        values(dbref),
        reversed(dbrefs("parents")),
        reversed(dbrefs("children")),
        definitions(dbref),
        line);
  }

  private String text(int dbref) {
    String text = in.text();
    if (in.lastBytes() > OLD_BUFFER_BYTES) {
      remark(dbref, "longer than the old server can read (1039 bytes); read whole");
    }
    return text;
  }

  /** Seconds since 1970; so far away that they cannot be a date is damage. */
  private long time() {
    long seconds = in.longNumber();
    if (seconds < 0 || seconds > TIME_SECONDS_MAX) {
      throw in.damaged("a time that cannot be");
    }
    return seconds;
  }

  private List<Value> values(int dbref) {
    List<Value> values = new ArrayList<>();
    while (in.first() == '>') {
      int index = in.marked('>', "an attribute's number");
      long line = in.lineNumber();
      int definer = in.number();
      values.add(new Value(index, definer, text(dbref), line));
    }
    in.expect("<", "another attribute or their end");
    return values;
  }

  private List<Integer> dbrefs(String what) {
    int count = in.number();
    if (count < 0) {
      throw in.damaged("a number of " + what + " below 0");
    }
    List<Integer> dbrefs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      dbrefs.add(in.number());
    }
    return dbrefs;
  }

  /** The writer begins with the last. */
  private static List<Integer> reversed(List<Integer> written) {
    List<Integer> right = new ArrayList<>(written);
    java.util.Collections.reverse(right);
    return right;
  }

  private List<Definition> definitions(int dbref) {
    List<Definition> definitions = new ArrayList<>();
    while (in.first() == '/') {
      int flags = in.marked('/', "a definition's flags");
      long line = in.lineNumber();
      int owner = in.number();
      String name = text(dbref);
      if (flags < 0 || flags > DEFINITION_FLAGS_MAX) {
        to.remark(
            new Remark(
                line,
                "object #" + dbref,
                "a definition with unknown flags: left out, the later ones move up"));
      } else {
        if (owner != dbref) {
          to.remark(new Remark(line, "object #" + dbref, "a definition that names another object"));
        }
        definitions.add(new Definition(flags, name));
      }
    }
    in.expect("\\", "another definition or their end");
    return definitions;
  }

  private void remark(int dbref, String what) {
    to.remark(new Remark(in.lineNumber(), "object #" + dbref, what));
  }
}
