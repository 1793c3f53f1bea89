package dev.crossfade.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.Test;

/** What we write by hand is what any Avro reader reads, and comes back as it went. */
class WireTest {

  private static final OldTable ALL_WIRES =
      new OldTable(
          new TableId("public", "Überall"),
          List.of(
              column("id", "int8", WireType.LONG, KeyForm.EXACT),
              column("price", "numeric", WireType.TEXT, KeyForm.NUMERIC),
              column("yes", "bool", WireType.BOOLEAN, KeyForm.EXACT),
              column("small", "int2", WireType.INT, KeyForm.EXACT),
              column("f", "float4", WireType.FLOAT, KeyForm.FLOAT),
              column("d", "float8", WireType.DOUBLE, KeyForm.FLOAT),
              column("raw", "bytea", WireType.BYTES, KeyForm.EXACT),
              column("day", "date", WireType.DATE, KeyForm.EXACT),
              column("when", "timestamptz", WireType.TIMESTAMPTZ, KeyForm.EXACT),
              column("Näme", "text", WireType.TEXT, KeyForm.EXACT)),
          List.of("id", "price"),
          OldTable.Identity.FULL,
          List.of());

  @Test
  void aRowReadsBackFieldByFieldAndByAnyAvroReader() throws IOException {
    RowLayout layout = RowLayout.ofOld("m", ALL_WIRES);
    Random random = new Random(7);
    RowWriter out = new RowWriter(16);
    for (int round = 0; round < 500; round++) {
      long id = random.nextLong() >> random.nextInt(64);
      int day = random.nextInt() >> random.nextInt(32);
      byte[] raw = new byte[random.nextInt(300)];
      random.nextBytes(raw);
      String name = "ünï".repeat(random.nextInt(50));
      double d = Double.longBitsToDouble(random.nextLong());
      out.reset().header(layout);
      out.putLong(id);
      out.putText("1.50");
      out.putBoolean(round % 2 == 0);
      out.putInt(day);
      out.putFloat((float) d);
      out.putDouble(d);
      out.putBytes(raw, 0, raw.length);
      out.putInt(day);
      out.putLong(id);
      if (round % 3 == 0) {
        out.putNull();
      } else {
        out.putText(name);
      }
      byte[] record = out.toBytes();

      RowView row = new RowView(layout).wrap(record);
      assertThat(row.getLong(0)).isEqualTo(id);
      assertThat(row.getText(1)).isEqualTo("1.50");
      assertThat(row.getBoolean(2)).isEqualTo(round % 2 == 0);
      assertThat(row.getInt(3)).isEqualTo(day);
      assertThat(Double.doubleToRawLongBits(row.getDouble(5)))
          .isEqualTo(Double.doubleToRawLongBits(d));
      assertThat(row.getBytes(6)).isEqualTo(raw);
      assertThat(row.getLong(7)).isEqualTo(day);
      assertThat(row.isNull(9)).isEqualTo(round % 3 == 0);
      assertThat(row.end()).isEqualTo(record.length);

      GenericRecord avro =
          new BinaryMessageDecoder<GenericRecord>(new GenericData(), layout.schema())
              .decode(record);
      assertThat(avro.get("id")).isEqualTo(id);
      assertThat(String.valueOf(avro.get("N_xc3_xa4me"))).isEqualTo(round % 3 == 0 ? "null" : name);
    }
  }

  @Test
  void keysAreTheSameBytesExactlyIfPostgresHoldsThemEqual() {
    assertThat(keyOf("1.0")).isEqualTo(keyOf("1.00")).isEqualTo(keyOf("1"));
    assertThat(keyOf("-0.00")).isEqualTo(keyOf("0"));
    assertThat(keyOf("100")).isEqualTo(keyOf("100.0")).isNotEqualTo(keyOf("1"));
    assertThat(keyOf("NaN")).isEqualTo(keyOf("NaN")).isNotEqualTo(keyOf("Infinity"));
    assertThat(IntervalText.comparable("1 mon")).isEqualTo(IntervalText.comparable("30 days"));
    assertThat(IntervalText.comparable("1 day -01:00:00"))
        .isEqualTo(IntervalText.comparable("23:00:00"));
    assertThat(IntervalText.comparable("-1 years +2 mons"))
        .isEqualTo(IntervalText.comparable("-10 mons"));
  }

  private static Bytes keyOf(String price) {
    RowLayout layout = RowLayout.ofOld("m", ALL_WIRES);
    RowWriter out = new RowWriter(16).header(layout);
    out.putLong(1);
    out.putText(price);
    for (int i = 2; i < layout.size(); i++) {
      out.putNull();
    }
    return Bytes.wrap(
        KeyEncoder.ofOld("m", ALL_WIRES).keyOf(new RowView(layout).wrap(out.toBytes())));
  }

  @Test
  void aChangeReadsBackAndByAnyAvroReader() throws IOException {
    ChangeLayout layout = ChangeLayout.of("m", ALL_WIRES);
    RowWriter out = new RowWriter(16);
    layout.begin(out, Op.UPDATE, false, 0x16_B374_D848L, 1_700_000_000_000_000L);
    out.putNull();
    out.putRecordStart();
    out.putLong(42);
    for (int i = 1; i < layout.row().size(); i++) {
      out.putNull();
    }
    ChangeView change = new ChangeView(layout).wrap(out.toBytes());

    assertThat(change.op()).isEqualTo(Op.UPDATE);
    assertThat(change.position()).isEqualTo(0x16_B374_D848L);
    assertThat(change.before()).isNull();
    assertThat(change.after()).isNotNull().extracting(row -> row.getLong(0)).isEqualTo(42L);
    GenericRecord avro =
        new BinaryMessageDecoder<GenericRecord>(new GenericData(), layout.schema())
            .decode(out.toBytes());
    assertThat(avro.get("op")).hasToString("UPDATE");
    assertThat(((GenericRecord) avro.get("after")).get("id")).isEqualTo(42L);
  }

  @Test
  void aRecordOfAnotherSchemaIsRefused() {
    RowLayout layout = RowLayout.ofOld("m", ALL_WIRES);
    byte[] key = new KeyEncoderKey().bytes();
    assertThatThrownBy(() -> new RowView(layout).wrap(key)).isInstanceOf(WireFormatException.class);
  }

  @Test
  void markersAndDeadLettersReadBackAndByAnyAvroReader() throws IOException {
    Marker marker = new Marker("hb-7", Marker.Kind.DRAIN, 99, 1_700_000_000_000_000L, "t.a", 3);
    assertThat(Marker.isKey(marker.key())).isTrue();
    assertThat(Marker.read(marker.value())).isEqualTo(marker);
    assertThat(decode(Marker.valueSchema(), marker.value()).get("kind")).hasToString("DRAIN");

    DeadLetter letter =
        new DeadLetter(
            2,
            DeadLetter.Stage.WRITE,
            3,
            "\"public\".\"Case\"",
            "\"public\".\"cases\"",
            Bytes.wrap(new byte[] {1, 2, 3}),
            "{\"id\":\"7\"}",
            "23505",
            null,
            "another row stands at this key",
            5);
    assertThat(DeadLetter.read(letter.key(), letter.value())).isEqualTo(letter);
    assertThat(DeadLetter.generationOf(letter.key())).isEqualTo(2);
    assertThatThrownBy(() -> DeadLetter.generationOf(marker.key()))
        .isInstanceOf(WireFormatException.class);
    assertThat(decode(DeadLetter.valueSchema(), letter.value()).get("sqlState"))
        .hasToString("23505");
    assertThat(decode(DeadLetter.keySchema(), letter.key()).get("stage")).hasToString("WRITE");
  }

  @Test
  void topicNamesComeFromAnyTableNameAndBack() {
    for (String name : List.of("Case", "a.b-c d", "Ünïcode", "emoji🙂", "x_y", "-", "%")) {
      String encoded = TopicNames.encode(name);
      assertThat(encoded).matches("[A-Za-z0-9_-]+");
      assertThat(TopicNames.decode(encoded)).isEqualTo(name);
    }
    assertThat(new TopicNames("tux").old(new TableId("public", "Case")))
        .isEqualTo("crossfade.tux.old.public.Case");
  }

  @Test
  void quotedTableNamesReadBack() {
    for (TableId id :
        List.of(new TableId("public", "Case"), new TableId("a\"b", "c.d"), new TableId("ü", " "))) {
      assertThat(TableId.parse(id.quoted())).isEqualTo(id);
    }
  }

  private static GenericRecord decode(org.apache.avro.Schema schema, byte[] bytes)
      throws IOException {
    return new GenericDatumReader<GenericRecord>(schema)
        .read(
            null,
            DecoderFactory.get()
                .binaryDecoder(
                    bytes,
                    SingleObject.HEADER_LENGTH,
                    bytes.length - SingleObject.HEADER_LENGTH,
                    null));
  }

  private static OldTable.Column column(String name, String base, WireType wire, KeyForm form) {
    return new OldTable.Column(
        name,
        new ColumnType(base, base, ColumnType.Kind.BASE, false, -1, List.of(), wire, form),
        false);
  }

  /** A key record where a row is expected. */
  private static final class KeyEncoderKey {
    byte[] bytes() {
      return new RowWriter(8).header(RowLayout.ofOldKey("m", ALL_WIRES)).toBytes();
    }
  }

  @Test
  void aBundleReadsBackMessageByMessageAndByAnyAvroReader() throws IOException {
    Random random = new Random(11);
    Bundle bundle = new Bundle();
    List<Bundle.Message> in = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      byte[] key = new byte[random.nextInt(20)];
      byte[] value = new byte[random.nextInt(300)];
      random.nextBytes(key);
      random.nextBytes(value);
      Bundle.Message message =
          new Bundle.Message(random.nextLong() >> random.nextInt(64), i % 3 == 0, key, value);
      bundle.add(message);
      in.add(message);
    }
    List<Bundle.Message> out = new ArrayList<>();
    assertThat(Bundle.read(bundle.value(), out::add)).isEqualTo(100);
    assertThat(out).usingRecursiveComparison().isEqualTo(in);
    assertThat(bundle.timestamp())
        .isEqualTo(in.stream().mapToLong(Bundle.Message::timestamp).max().orElseThrow());
    GenericRecord read =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), Bundle.schema())
            .decode(bundle.value());
    assertThat((List<?>) read.get("messages")).hasSize(100);
    assertThatThrownBy(() -> Bundle.read(new byte[20], out::add))
        .isInstanceOf(WireFormatException.class);
  }
}
