package dev.crossfade.schemas;

import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Several messages to one partition of a topic between two steps, in one record: its value. The
 * record itself has no key, which tells it from a message on its own. Their order counts.
 */
public final class Bundle {

  private static final Schema SCHEMA =
      Schema.createRecord(
          "Bundle",
          null,
          "crossfade",
          false,
          List.of(
              new Schema.Field(
                  "messages",
                  Schema.createArray(
                      Schema.createRecord(
                          "Message",
                          null,
                          "crossfade",
                          false,
                          List.of(
                              new Schema.Field("timestamp", Schema.create(Schema.Type.LONG)),
                              new Schema.Field("snapshot", Schema.create(Schema.Type.BOOLEAN)),
                              new Schema.Field("key", Schema.create(Schema.Type.BYTES)),
                              new Schema.Field("value", Schema.create(Schema.Type.BYTES))))))));

  private static final byte[] HEADER =
      SingleObject.header(SchemaNormalization.parsingFingerprint64(SCHEMA));

  private final RowWriter messages = new RowWriter(256);
  private int count;
  private long newest;

  /**
   * What a record of its own would say.
   *
   * @param timestamp milliseconds, the record's
   * @param snapshot whether it would have the header {@link RecordHeaders#SNAPSHOT}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Message(long timestamp, boolean snapshot, byte[] key, byte[] value) {

    /** What it holds, without what frames it. */
    public int bytes() {
      return key.length + value.length;
    }
  }

  public static Schema schema() {
    return SCHEMA;
  }

  public void add(Message message) {
    messages.rawLong(message.timestamp).rawByte(message.snapshot ? 1 : 0);
    messages.rawLong(message.key.length).rawBytes(message.key, 0, message.key.length);
    messages.rawLong(message.value.length).rawBytes(message.value, 0, message.value.length);
    newest = count == 0 ? message.timestamp : Math.max(newest, message.timestamp);
    count++;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** How many bytes its messages take now. */
  public int bytes() {
    return messages.length();
  }

  /** The newest timestamp among its messages, milliseconds. */
  public long timestamp() {
    return newest;
  }

  /** The value of the record that holds all of them. */
  public byte[] value() {
    RowWriter out = new RowWriter(SingleObject.HEADER_LENGTH + 11 + messages.length());
    return out.rawBytes(HEADER, 0, SingleObject.HEADER_LENGTH)
        .rawLong(count)
        .rawBytes(messages.buffer(), 0, messages.length())
        .rawLong(0)
        .toBytes();
  }

  /**
   * Reads a value, message by message.
   *
   * @return how many there were
   * @throws WireFormatException if it is no bundle
   */
  public static int read(byte[] value, Consumer<Message> to) {
    if (!SingleObject.startsWith(value, HEADER)) {
      throw new WireFormatException("not a bundle of messages");
    }
    AvroCursor in = new AvroCursor(value, SingleObject.HEADER_LENGTH);
    int count = (int) in.number();
    for (int i = 0; i < count; i++) {
      to.accept(new Message(in.number(), in.yes(), in.bytes(), in.bytes()));
    }
    return count;
  }
}
