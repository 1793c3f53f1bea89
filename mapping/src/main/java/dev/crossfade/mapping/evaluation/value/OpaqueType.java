package dev.crossfade.mapping.evaluation.value;

import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A type that is carried as its text and not looked into: ranges, composites, geometry, types of
 * extensions.
 */
record OpaqueType(String base) implements ValueType {

  @Override
  public Object read(RowView row, int field) {
    return row.getText(field);
  }

  @Override
  public void write(Object value, RowWriter out) {
    out.putText((String) value);
  }

  @Override
  public Object parse(String text) {
    return text;
  }

  @Override
  public String print(Object value) {
    return (String) value;
  }

  @Override
  public @Nullable Comparator<Object> order() {
    return null;
  }

  @Override
  public boolean comparable() {
    return false;
  }

  @Override
  public boolean same(Object left, Object right) {
    throw new EvaluationException(
        EvaluationException.NOT_SUPPORTED, "values of type " + base + " are not compared");
  }
}
