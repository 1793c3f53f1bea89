package dev.crossfade.schemas;

import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * A record sent through every partition of every topic; what follows it is later than what went
 * before it.
 *
 * @param id unique among the markers of a migration; heartbeats count up
 * @param position the LSN of the logical message that carried it
 * @param emittedAtMicros microseconds since 1970 by the old database's clock
 * @param feederTopic who passed it on: empty in an old topic; else the topic whose partition {@code
 *     feederPartition} it had arrived in
 */
public record Marker(
    String id,
    Kind kind,
    long position,
    long emittedAtMicros,
    String feederTopic,
    int feederPartition) {

  /**
   * The feeder of a marker that has come through the partition {@code feederPartition} of every
   * topic that the transformer reads.
   */
  public static final String EVERY_TOPIC = "*";

  /** Why it was sent. */
  public enum Kind {
    HEARTBEAT(0),
    DRAIN(1),
    VERIFY(2);

    private final int symbol;

    Kind(int symbol) {
      this.symbol = symbol;
    }

    private static Kind of(long symbol) {
      for (Kind kind : values()) {
        if (kind.symbol == symbol) {
          return kind;
        }
      }
      throw new WireFormatException("a marker of unknown kind " + symbol);
    }
  }

  private static final Schema KEY =
      Schema.createRecord(
          "MarkerKey",
          null,
          "crossfade",
          false,
          List.of(
              new Schema.Field("feederTopic", Schema.create(Schema.Type.STRING)),
              new Schema.Field("feederPartition", Schema.create(Schema.Type.INT))));

  private static final Schema VALUE =
      Schema.createRecord(
          "Marker",
          null,
          "crossfade",
          false,
          List.of(
              new Schema.Field("id", Schema.create(Schema.Type.STRING)),
              new Schema.Field(
                  "kind",
                  Schema.createEnum(
                      "MarkerKind", null, "crossfade", List.of("HEARTBEAT", "DRAIN", "VERIFY"))),
              new Schema.Field("position", Schema.create(Schema.Type.LONG)),
              new Schema.Field(
                  "emittedAt",
                  LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG))),
              new Schema.Field("feederTopic", Schema.create(Schema.Type.STRING)),
              new Schema.Field("feederPartition", Schema.create(Schema.Type.INT))));

  private static final byte[] KEY_HEADER =
      SingleObject.header(SchemaNormalization.parsingFingerprint64(KEY));
  private static final byte[] VALUE_HEADER =
      SingleObject.header(SchemaNormalization.parsingFingerprint64(VALUE));

  public static Schema keySchema() {
    return KEY;
  }

  public static Schema valueSchema() {
    return VALUE;
  }

  /** Whether a record's key says that its value is a marker. */
  public static boolean isKey(byte[] key) {
    return SingleObject.startsWith(key, KEY_HEADER);
  }

  /** The same marker as passed on by a step that had it from a partition of {@code topic}. */
  public Marker from(String topic, int partition) {
    return new Marker(id, kind, position, emittedAtMicros, topic, partition);
  }

  /** The record's key: one per feeder, so that compaction keeps the last marker of each. */
  public byte[] key() {
    return new RowWriter(64)
        .rawBytes(KEY_HEADER, 0, SingleObject.HEADER_LENGTH)
        .rawText(feederTopic)
        .rawLong(feederPartition)
        .toBytes();
  }

  public byte[] value() {
    return new RowWriter(96)
        .rawBytes(VALUE_HEADER, 0, SingleObject.HEADER_LENGTH)
        .rawText(id)
        .rawLong(kind.symbol)
        .rawLong(position)
        .rawLong(emittedAtMicros)
        .rawText(feederTopic)
        .rawLong(feederPartition)
        .toBytes();
  }

  /**
   * Reads a marker's value.
   *
   * @throws WireFormatException if it is not one
   */
  public static Marker read(byte[] value) {
    if (!SingleObject.startsWith(value, VALUE_HEADER)) {
      throw new WireFormatException("a marker's key with a value that is none");
    }
    AvroCursor in = new AvroCursor(value, SingleObject.HEADER_LENGTH);
    return new Marker(
        in.text(), Kind.of(in.number()), in.number(), in.number(), in.text(), (int) in.number());
  }
}
