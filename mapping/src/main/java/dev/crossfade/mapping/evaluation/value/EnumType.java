package dev.crossfade.mapping.evaluation.value;

import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An enum: labels as text, ordered as they were declared. */
final class EnumType implements ValueType {

  private final String base;
  private final Map<String, Integer> places = new HashMap<>();

  EnumType(String base, List<String> labels) {
    this.base = base;
    for (String label : labels) {
      places.put(label, places.size());
    }
  }

  @Override
  public String base() {
    return base;
  }

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
    if (!places.containsKey(text)) {
      throw new EvaluationException("22P02", "invalid input value for enum " + base);
    }
    return text;
  }

  @Override
  public String print(Object value) {
    return (String) value;
  }

  @Override
  public Comparator<Object> order() {
    return Comparator.comparing(label -> places.getOrDefault(label, Integer.MAX_VALUE));
  }

  @Override
  public boolean same(Object left, Object right) {
    return left.equals(right);
  }
}
