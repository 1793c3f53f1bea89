package dev.crossfade.mapping.evaluation.value;

import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Arrays of one element type. */
record ArrayType(String base, ValueType element) implements ValueType {

  @Override
  public Object read(RowView row, int field) {
    return parse(row.getText(field));
  }

  @Override
  public void write(Object value, RowWriter out) {
    out.putText(print(value));
  }

  @Override
  public Object parse(String text) {
    return ArrayText.parse(text, element);
  }

  @Override
  public String print(Object value) {
    return ArrayText.print((PgArray) value, element);
  }

  @Override
  public @Nullable Comparator<Object> order() {
    Comparator<Object> elements = element.order();
    return elements == null ? null : (l, r) -> compare((PgArray) l, (PgArray) r, elements);
  }

  @Override
  public boolean comparable() {
    return element.comparable();
  }

  @Override
  public boolean same(Object left, Object right) {
    PgArray l = (PgArray) left;
    PgArray r = (PgArray) right;
    if (!l.sameShape(r)) {
      return false;
    }
    for (int i = 0; i < l.count(); i++) {
      Object a = l.get(i);
      Object b = r.get(i);
      if ((a == null || b == null) ? a != b : !element.same(a, b)) {
        return false;
      }
    }
    return true;
  }

  /** PostgreSQL's array_cmp: elements, NULL last, then number, dimensions, sizes, bounds. */
  private static int compare(PgArray left, PgArray right, Comparator<Object> elements) {
    int both = Math.min(left.count(), right.count());
    for (int i = 0; i < both; i++) {
      Object a = left.get(i);
      Object b = right.get(i);
      int order = a == null || b == null ? nullsLast(a, b) : elements.compare(a, b);
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(left.count(), right.count());
    if (order == 0) {
      order = Integer.compare(left.dimensions(), right.dimensions());
    }
    for (int d = 0; order == 0 && d < left.dimensions(); d++) {
      order = Integer.compare(left.size(d), right.size(d));
    }
    for (int d = 0; order == 0 && d < left.dimensions(); d++) {
      order = Integer.compare(left.lowerBound(d), right.lowerBound(d));
    }
    return order;
  }

  private static int nullsLast(@Nullable Object a, @Nullable Object b) {
    return a == null ? b == null ? 0 : 1 : -1;
  }
}
