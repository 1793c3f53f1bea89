package dev.crossfade.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.KeyOrder;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.TableId;
import dev.crossfade.schemas.WireType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderedKeyTest {

  // Seen red without the shift in OrderedKey.sinceCommonEpoch, without the complement below zero,
  // and without the escape of zero bytes.
  @Test
  void bytesCompareAsTheSharedOrderOfKeysDoesForEveryTypeOfColumn() {
    agree(WireType.BOOLEAN, KeyForm.EXACT, w -> w.putBoolean(false), w -> w.putBoolean(true));
    for (WireType wire : List.of(WireType.LONG, WireType.TIMESTAMP, WireType.TIMESTAMPTZ)) {
      agree(wire, KeyForm.EXACT, longs());
    }
    agree(WireType.DOUBLE, KeyForm.FLOAT, doubles());
    agree(
        WireType.TEXT,
        KeyForm.EXACT,
        texts("", "a", "aa", "ab", "b", "B", "ä", "日本", "a\u0001", "z"));
    agree(
        WireType.TEXT,
        KeyForm.NUMERIC,
        texts(
            "NaN",
            "Infinity",
            "-Infinity",
            "0",
            "1",
            "-1",
            "10",
            "9",
            "-9",
            "-10",
            "0.1",
            "0.01",
            "0.011",
            "-0.1",
            "-0.01",
            "-0.011",
            "123456789012345678901234567890",
            "1.5",
            "1.25",
            "-1.5",
            "-1.25",
            "100",
            "99.99"));
    agree(WireType.BYTES, KeyForm.EXACT, blobs());
  }

  private interface Value {
    void put(RowWriter out);
  }

  private static void agree(WireType wire, KeyForm form, Value... values) {
    ColumnType type =
        new ColumnType("t", "t", ColumnType.Kind.BASE, false, -1, List.of(), wire, form);
    OldTable table =
        new OldTable(
            new TableId("public", "t"),
            List.of(
                new OldTable.Column("first", type, true),
                new OldTable.Column("second", type, true)),
            List.of("first", "second"),
            OldTable.Identity.FULL,
            List.of());
    MigrationPlan plan =
        new MigrationPlan(
            "law", 1, "", 1, List.of(table), List.of(), NullNode.getInstance(), Map.of(), 0);
    RowLayout layout = RowLayout.ofOldKey("law", table);
    KeyOrder order = KeyOrder.of("law", table);
    List<byte[]> keys = new ArrayList<>();
    for (Value first : values) {
      for (Value second : values) {
        RowWriter out = new RowWriter(64).header(layout);
        first.put(out);
        second.put(out);
        keys.add(out.toBytes());
      }
    }
    OrderedKey ordered = new OrderedKey(plan, table);
    for (byte[] left : keys) {
      for (byte[] right : keys) {
        assertThat(
                Integer.signum(Arrays.compareUnsigned(bytes(ordered, left), bytes(ordered, right))))
            .as("%s %s", wire, form)
            .isEqualTo(Integer.signum(order.compare(left, right)));
      }
    }
  }

  private static byte[] bytes(OrderedKey ordered, byte[] key) {
    RowWriter out = new RowWriter(64);
    ordered.put(key, out);
    return out.toBytes();
  }

  private static Value[] longs() {
    return java.util.stream.LongStream.of(
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1,
            -1_000_000,
            -1,
            0,
            1,
            1 << 30,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE)
        .mapToObj(v -> (Value) w -> w.putLong(v))
        .toArray(Value[]::new);
  }

  private static Value[] doubles() {
    return java.util.stream.DoubleStream.of(
            Double.NEGATIVE_INFINITY,
            -1e300,
            -1.5,
            -1e-300,
            0,
            1e-300,
            1.5,
            1e300,
            Double.POSITIVE_INFINITY,
            Double.NaN)
        .mapToObj(v -> (Value) w -> w.putDouble(v))
        .toArray(Value[]::new);
  }

  private static Value[] texts(String... texts) {
    return Arrays.stream(texts).map(t -> (Value) w -> w.putText(t)).toArray(Value[]::new);
  }

  private static Value[] blobs() {
    return java.util.stream.Stream.of(
            new byte[0],
            new byte[] {0},
            new byte[] {0, 0},
            new byte[] {0, -1},
            new byte[] {1},
            new byte[] {-1},
            new byte[] {0, 1})
        .map(b -> (Value) w -> w.putBytes(b, 0, b.length))
        .toArray(Value[]::new);
  }
}
