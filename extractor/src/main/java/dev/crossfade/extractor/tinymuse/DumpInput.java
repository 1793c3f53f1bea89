package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.files.DamagedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.regex.Pattern;

/** Reads a dump line by line, counts the lines, and says where something is wrong. */
final class DumpInput {

  /** Quotes the byte after it; the writer puts it before each line feed inside a text. */
  private static final int QUOTE = 0x15;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final int LINE_BYTES_MAX = 16 << 20;
  private static final int END = -1;

  private final InputStream in;
  private final String file;
  private final CharsetDecoder decoder;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private String record = "the header";
  private long lineNumber;
  private long lineFeeds;
  private int ahead;

  /** Begins at the start of {@code in}, which is buffered. */
  DumpInput(InputStream in, String file, Charset encoding) {
    this.in = in;
    this.file = file;
    this.decoder =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.ahead = next();
    this.lineNumber = 1;
  }

  /** Names the record that is read from here on, for messages. */
  void enter(String newRecord) {
    record = newRecord;
  }

  /** The number of the line that was read last, from 1; where a text has several, its first. */
  long lineNumber() {
    return lineNumber;
  }

  boolean atEnd() {
    return ahead == END;
  }

  /** The first byte of the next line. */
  int first() {
    if (ahead == END) {
      lineNumber = lineFeeds + 1;
      throw damaged("the file ends here, before its end mark: it was cut off");
    }
    return ahead;
  }

  /** The next text, which may go over several lines, each but the last quoted. */
  String text() {
    return decode(bytes(true));
  }

  /** How long the text or line read last is, in the bytes of the file's own encoding. */
  int lastBytes() {
    return line.size();
  }

  /** The next line, in which nothing is quoted. */
  String line() {
    return decode(bytes(false));
  }

  /** A line that is a whole number within {@code int}. */
  int number() {
    long value = longNumber(text());
    if (value != (int) value) {
      throw damaged("a number that is too large");
    }
    return (int) value;
  }

  /** A line that is a whole number. */
  long longNumber() {
    return longNumber(text());
  }

  /** The number after the first character of a line such as {@code &17}. */
  int marked(char mark, String what) {
    if (first() != mark) {
      text();
      throw damaged("expected " + what + " (a line that begins with " + mark + ")");
    }
    long value = longNumber(text().substring(1));
    if (value != (int) value) {
      throw damaged("a number that is too large");
    }
    return (int) value;
  }

  /** A line that is exactly {@code expected}. */
  void expect(String expected, String what) {
    first();
    if (!text().equals(expected)) {
      throw damaged("expected " + what + " (the line " + expected + ")");
    }
  }

  /** What is wrong with the line that was read last. */
  DamagedFileException damaged(String what) {
    return new DamagedFileException(file, "line " + lineNumber + ", " + record, what);
  }

  private long longNumber(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw damaged(
          text.endsWith("\r")
              ? "the line ends with a carriage return: the file was copied as text"
              : "expected a whole number");
    }
    return Long.parseLong(text);
  }

  private byte[] bytes(boolean quoting) {
    first();
    lineNumber = lineFeeds + 1;
    line.reset();
    int b = ahead;
    while (b != '\n') {
      if (quoting && b == QUOTE) {
        b = next();
      }
      if (b == END) {
        throw damaged("the file ends inside this line: it was cut off");
      }
      if (b == 0) {
        throw damaged("a zero byte, which no text of PostgreSQL can hold");
      }
      if (line.size() == LINE_BYTES_MAX) {
        throw damaged("longer than " + LINE_BYTES_MAX + " bytes");
      }
      if (b == '\n') {
        lineFeeds++;
      }
      line.write(b);
      b = next();
    }
    lineFeeds++;
    ahead = next();
    return line.toByteArray();
  }

  private String decode(byte[] bytes) {
    try {
      return decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw damaged("bytes that are no " + decoder.charset() + ": see old.tinymuse.encoding");
    }
  }

  private int next() {
    try {
      return in.read();
    } catch (IOException failure) {
      throw new DamagedFileException(file, "cannot be read: " + failure.getMessage(), failure);
    }
  }
}
