package dev.crossfade.mapping.evaluation.value;

import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A type that is made of its parts. */
record ScalarType(
    String base,
    Reader reader,
    Writer writer,
    Function<String, Object> parser,
    Function<Object, String> printer,
    @Nullable Comparator<Object> order)
    implements ValueType {

  interface Reader {
    Object read(RowView row, int field);
  }

  interface Writer {
    void write(Object value, RowWriter out);
  }

  /** A type that travels as its text. */
  static ScalarType asText(
      String base,
      Function<String, Object> parser,
      Function<Object, String> printer,
      @Nullable Comparator<Object> order) {
    return new ScalarType(
        base,
        (row, field) -> parser.apply(row.getText(field)),
        (value, out) -> out.putText(printer.apply(value)),
        parser,
        printer,
        order);
  }

  @Override
  public Object read(RowView row, int field) {
    return reader.read(row, field);
  }

  @Override
  public void write(Object value, RowWriter out) {
    writer.write(value, out);
  }

  @Override
  public Object parse(String text) {
    return parser.apply(text);
  }

  @Override
  public String print(Object value) {
    return printer.apply(value);
  }
}
