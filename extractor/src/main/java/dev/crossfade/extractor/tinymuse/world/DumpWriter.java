package dev.crossfade.extractor.tinymuse.world;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a world as the old server's {@code db_write} does. */
final class DumpWriter {

  private static final int QUOTE = 0x15;

  private final OutputStream out;
  private final Charset encoding;

  DumpWriter(OutputStream out, Charset encoding) {
    this.out = new BufferedOutputStream(out);
    this.encoding = encoding;
  }

  void write(World world) throws IOException {
    line("@15");
    line("250");
    line("0");
    line("~" + world.objects.size());
    for (WorldObject object : world.objects) {
      object(object);
    }
    line("***END OF DUMP***");
    for (int i = 0; i < world.mail.size(); i++) {
      if (world.brokenMailBefore.contains(i)) {
        line("this line is no message");
      }
      World.Mail mail = world.mail.get(i);
      raw(
          "+"
              + mail.sender()
              + ":"
              + mail.recipient()
              + ":"
              + mail.sent()
              + ":"
              + mail.read()
              + ":"
              + mail.flags()
              + ":"
              + mail.message());
    }
    out.flush();
  }

  private void object(WorldObject object) throws IOException {
    line((object.zoneless ? "!" : "&") + object.dbref);
    text(object.name);
    number(object.location);
    if (!object.zoneless) {
      number(object.zone);
    }
    number(object.contents);
    number(object.exits);
    number(object.link);
    number(object.next);
    number(object.owner);
    line(Integer.toString((int) object.flags)); // as the old server does: with a sign
    number(object.modTime);
    number(object.createTime);
    if (object.isPlayer()) {
      line(object.powers);
    }
    for (WorldObject.Value value : object.values) {
      line(">" + value.index());
      number(value.definer());
      text(value.text());
    }
    line("<");
    list(object.parents);
    list(object.children);
    for (WorldObject.Definition definition : object.definitions) {
      line("/" + definition.flags());
      number(object.dbref);
      text(definition.name());
    }
    line("\\");
  }

  private void list(List<Integer> dbrefs) throws IOException {
    number(dbrefs.size());
    for (int i = dbrefs.size() - 1; i >= 0; i--) {
      number(dbrefs.get(i));
    }
  }

  private void number(long number) throws IOException {
    line(Long.toString(number));
  }

  private void line(String ascii) throws IOException {
    out.write(ascii.getBytes(StandardCharsets.US_ASCII));
    out.write('\n');
  }

  /** Nothing is quoted in the mail. */
  private void raw(String text) throws IOException {
    out.write(text.getBytes(encoding));
    out.write('\n');
  }

  private void text(String text) throws IOException {
    for (byte b : text.getBytes(encoding)) {
      if (b == '\n' || b == QUOTE) {
        out.write(QUOTE);
      }
      out.write(b);
    }
    out.write('\n');
  }
}
