package dev.crossfade.schemas;

import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The value of an old topic's records: {@code {op, snapshot, position, committedAt, before,
 * after}}.
 *
 * <p>{@code position} is the LSN of the change in the old log (for people and lag, never for
 * order); {@code committedAt} microseconds since 1970 when the old transaction committed (for a
 * snapshot row: when the snapshot was taken). {@code before} holds the row before as far as the
 * replica identity gives it: whole under {@link OldTable.Identity#FULL}, else only the primary
 * key's columns (the others NULL) or nothing.
 */
public final class ChangeLayout {

  private final RowLayout row;
  private final Schema schema;
  private final long fingerprint;
  private final byte[] header;

  private ChangeLayout(RowLayout row) {
    this.row = row;
    String namespace = row.schema().getNamespace();
    Schema nullableRow = Schema.createUnion(Schema.create(Schema.Type.NULL), row.schema());
    this.schema =
        Schema.createRecord(
            row.schema().getName() + "Change",
            null,
            namespace,
            false,
            List.of(
                new Schema.Field(
                    "op",
                    Schema.createEnum(
                        row.schema().getName() + "Op",
                        null,
                        namespace,
                        List.of("INSERT", "UPDATE", "DELETE"))),
                new Schema.Field("snapshot", Schema.create(Schema.Type.BOOLEAN)),
                new Schema.Field("position", Schema.create(Schema.Type.LONG)),
                new Schema.Field(
                    "committedAt",
                    LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG))),
                new Schema.Field("before", nullableRow),
                new Schema.Field("after", nullableRow)));
    this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    this.header = SingleObject.header(fingerprint);
  }

  public static ChangeLayout of(String migration, OldTable table) {
    return new ChangeLayout(RowLayout.ofOld(migration, table));
  }

  public RowLayout row() {
    return row;
  }

  public Schema schema() {
    return schema;
  }

  public long fingerprint() {
    return fingerprint;
  }

  public boolean isHeaderOf(byte[] bytes) {
    return SingleObject.startsWith(bytes, header);
  }

  /**
   * Starts a change record: header, op, snapshot, position, committedAt. The caller then writes
   * before and after, each {@link RowWriter#putNull} or {@link RowWriter#putRecordStart} followed
   * by every field of {@link #row}.
   */
  public void begin(RowWriter out, Op op, boolean snapshot, long position, long committedAtMicros) {
    out.rawBytes(header, 0, SingleObject.HEADER_LENGTH);
    out.rawLong(op.symbol());
    out.rawByte(snapshot ? 1 : 0);
    out.rawLong(position);
    out.rawLong(committedAtMicros);
  }
}
