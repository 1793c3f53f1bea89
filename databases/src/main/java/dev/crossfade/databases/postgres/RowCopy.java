package dev.crossfade.databases.postgres;

import dev.crossfade.schemas.RowView;
import java.util.List;

/**
 * Turns rows from the wire into the bytes of one {@code COPY … FROM STDIN}.
 *
 * <p>Binary if every column can be, else text: a COPY has one format.
 */
public final class RowCopy {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };

  private final boolean binary;
  private final CopyField[] fields;

  private RowCopy(boolean binary, List<CopyField> fields) {
    this.binary = binary;
    this.fields = fields.toArray(new CopyField[0]);
  }

  /** Fields made by {@link BinaryFields}, one per column of the COPY. */
  public static RowCopy binary(List<CopyField> fields) {
    return new RowCopy(true, fields);
  }

  /** Fields made by {@link TextFields}, one per column of the COPY. */
  public static RowCopy text(List<CopyField> fields) {
    return new RowCopy(false, fields);
  }

  public boolean binary() {
    return binary;
  }

  /** What stands after {@code FROM STDIN} in the COPY statement. */
  public String options() {
    return binary ? "(FORMAT binary)" : "(FORMAT text)";
  }

  /** What stands before the first row. */
  public void begin(CopyBuffer out) {
    if (binary) {
      out.raw(SIGNATURE, 0, SIGNATURE.length).int32(0).int32(0);
    }
  }

  /** One row. */
  public void row(RowView row, CopyBuffer out) {
    if (binary) {
      out.int16(fields.length);
      for (CopyField field : fields) {
        field.append(row, out);
      }
    } else {
      for (int i = 0; i < fields.length; i++) {
        if (i > 0) {
          out.int8('\t');
        }
        fields[i].append(row, out);
      }
      out.int8('\n');
    }
  }

  /** What stands after the last row. */
  public void end(CopyBuffer out) {
    if (binary) {
      out.int16(-1);
    }
  }
}
