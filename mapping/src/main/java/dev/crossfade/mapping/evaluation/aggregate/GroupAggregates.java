package dev.crossfade.mapping.evaluation.aggregate;

import dev.crossfade.mapping.evaluation.value.ValueType;
import dev.crossfade.mapping.evaluation.value.ValueTypes;
import dev.crossfade.mapping.plan.PlanNode;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of a group: how many rows it has, what moves by difference, and the values of its
 * rows for the rest. Holds one group at a time; used by one thread.
 */
public final class GroupAggregates {

  private final List<Slot> slots;
  private final boolean scans;
  private long rows;

  /** One aggregate; {@code running} and {@code collecting}: the one or the other. */
  private static final class Slot {
    private final String function;
    private final Inputs inputs;
    private final @Nullable Collecting collecting;
    private final ValueType type;
    private @Nullable Running running;

    Slot(String function, Inputs inputs, @Nullable Collecting collecting, ValueType type) {
      this.function = function;
      this.inputs = inputs;
      this.collecting = collecting;
      this.type = type;
    }

    /** Begins with nothing. */
    void reset() {
      if (collecting == null) {
        running = AggregateTable.running(function).orElseThrow();
      } else {
        collecting.clear();
      }
    }

    @Nullable Object value() {
      Running moving = running;
      return moving != null ? moving.value() : java.util.Objects.requireNonNull(collecting).value();
    }
  }

  private GroupAggregates(List<Slot> slots) {
    this.slots = List.copyOf(slots);
    this.scans = slots.stream().anyMatch(slot -> slot.collecting != null);
  }

  /**
   * For the aggregates of a node.
   *
   * @param columns the types of the rows' columns
   */
  public static GroupAggregates of(List<PlanNode.AggregateCall> calls, List<ColumnType> columns) {
    List<ValueType> types = columns.stream().map(ValueTypes::of).toList();
    List<Slot> slots = new ArrayList<>();
    for (PlanNode.AggregateCall call : calls) {
      Inputs inputs = new Inputs(call, types);
      Optional<Running> running = AggregateTable.running(call.function());
      boolean byDifference = running.isPresent() && !call.distinct();
      slots.add(
          new Slot(
              call.function(),
              inputs,
              byDifference ? null : Collecting.of(call, types, running),
              ValueTypes.of(call.type())));
    }
    return new GroupAggregates(slots);
  }

  /** Whether a result needs every row of the group. */
  public boolean scans() {
    return scans;
  }

  /** Begins with a group as it was kept; null for an empty one. */
  public void begin(byte @Nullable [] kept) {
    rows = 0;
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(kept == null ? new byte[0] : kept))) {
      rows = kept == null ? 0 : in.readLong();
      for (Slot slot : slots) {
        slot.reset();
        Running running = slot.running;
        if (running != null && kept != null) {
          running.read(in);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Adds a row or takes one away. */
  public void change(RowView row, int times) {
    rows += times;
    for (Slot slot : slots) {
      Running running = slot.running;
      if (running != null && slot.inputs.counts(row)) {
        Object value = slot.inputs.first(row);
        if (value != null) {
          running.change(value, times);
        }
      }
    }
  }

  /** Looks at a row; every row of the group before {@link #write}, if it {@link #scans}. */
  public void scan(RowView row) {
    for (Slot slot : slots) {
      if (slot.collecting != null && slot.inputs.counts(row)) {
        slot.collecting.add(slot.inputs.all(row));
      }
    }
  }

  /** What is to be kept of the group. */
  public byte[] kept() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(rows);
      for (Slot slot : slots) {
        Running running = slot.running;
        if (running != null) {
          running.write(out);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return bytes.toByteArray();
  }

  public boolean isEmpty() {
    return rows == 0;
  }

  /**
   * Appends the aggregates as fields.
   *
   * @throws dev.crossfade.mapping.evaluation.value.EvaluationException as PostgreSQL raises
   */
  public void write(RowWriter out) {
    for (Slot slot : slots) {
      Object value = slot.value();
      if (value == null) {
        out.putNull();
      } else {
        slot.type.write(value, out);
      }
    }
  }
}
