package dev.crossfade.extractor.stream;

import dev.crossfade.extractor.oldside.HeldException;
import dev.crossfade.extractor.progress.TableCount;
import dev.crossfade.schemas.ChangeLayout;
import dev.crossfade.schemas.KeyEncoder;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.Op;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes the changes of one old table. Used by one thread. */
final class TableWriter {

  /** A row in wire form, its bytes and its key. Reused from change to change. */
  final class Image {
    private final RowWriter body = new RowWriter(1024);
    private final RowView view = new RowView(row);
    private byte[] key = new byte[0];

    /**
     * Encodes a row.
     *
     * @param earlier where values come from that the log leaves out because they did not change
     */
    Image set(TextRow text, @Nullable TextRow earlier) {
      body.reset();
      for (int i = 0; i < sources.length; i++) {
        int source = sources[i];
        TextRow from = text;
        if (text.isUnchanged(source)) {
          if (earlier == null || earlier.isUnchanged(source)) {
            throw new HeldException(
                "an update of "
                    + table.id()
                    + " leaves column "
                    + table.columns().get(i).name()
                    + " out of the log: give the table REPLICA IDENTITY FULL as prepare did, then"
                    + " start over with unprepare and prepare");
          }
          from = earlier;
        }
        String value = from.text(source);
        if (value == null) {
          body.putNull();
        } else {
          TextValues.put(row.wire(i), value, body);
        }
      }
      view.wrap(body.buffer(), 0);
      key = keys.keyOf(view);
      return this;
    }

    /**
     * The row before, of a table whose log must carry it whole.
     *
     * @throws HeldException if it surely does not
     */
    Image setBefore(@Nullable TextRow text) {
      boolean whole = text != null;
      if (text != null) {
        set(text, null);
        for (int i = 0; whole && i < sources.length; i++) {
          whole = !view.isNull(i) || !table.columns().get(i).notNull();
        }
      }
      if (!whole) {
        throw new HeldException(
            "the log no longer carries the whole row before a change of "
                + table.id()
                + " (REPLICA IDENTITY): start over with unprepare and prepare");
      }
      return this;
    }

    byte[] key() {
      return key;
    }

    int bytes() {
      return body.length();
    }

    boolean sameKeyAs(Image other) {
      return Arrays.equals(key, other.key);
    }
  }

  private final OldTable table;
  private final String topic;
  private final TableCount count;
  private final ChangeLayout layout;
  private final RowLayout row;
  private final KeyEncoder keys;
  private final RowWriter out = new RowWriter(2048);
  final Image before;
  final Image after;
  private int[] sources = new int[0];

  TableWriter(MigrationPlan plan, OldTable table, TableCount count) {
    this.table = table;
    this.topic = plan.topics().old(table.id());
    this.count = count;
    this.layout = ChangeLayout.of(plan.migration(), table);
    this.row = layout.row();
    this.keys = KeyEncoder.ofOld(plan.migration(), table);
    this.before = new Image();
    this.after = new Image();
  }

  /**
   * Takes the table's columns from here on.
   *
   * @throws HeldException if a planned one is missing
   */
  void describe(List<String> columns) {
    int[] found = new int[table.columns().size()];
    for (int i = 0; i < found.length; i++) {
      String name = table.columns().get(i).name();
      found[i] = columns.indexOf(name);
      if (found[i] < 0) {
        throw new HeldException(
            "column "
                + table.id()
                + "."
                + name
                + " was dropped or renamed: give it back as it was, or start over with unprepare"
                + " and prepare");
      }
    }
    sources = found;
  }

  /** The change record of one or both images. */
  byte[] change(Op op, @Nullable Image from, @Nullable Image to, long lsn, long committedAtMicros) {
    layout.begin(out.reset(), op, false, lsn, committedAtMicros);
    image(from);
    image(to);
    return out.toBytes();
  }

  private void image(@Nullable Image image) {
    if (image == null) {
      out.putNull();
    } else {
      out.putRecordStart();
      out.rawBytes(image.body.buffer(), 0, image.body.length());
    }
  }

  OldTable table() {
    return table;
  }

  String topic() {
    return topic;
  }

  TableCount count() {
    return count;
  }

  RowLayout keyLayout() {
    return keys.layout();
  }
}
