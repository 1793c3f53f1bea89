package dev.crossfade.mapping.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How the places of a row's tuples in several fan-outs, one over the other, make one ordinal: like
 * the digits of a number, the first fan-out's first.
 */
public final class FanOutOrdinals {

  /** Fewer elements than so many in each fan-out are too few to begin with. */
  private static final int ELEMENTS_MIN = 1_000;

  private final long[] places;
  private final boolean fit;

  private FanOutOrdinals(long[] places, boolean fit) {
    this.places = places;
    this.fit = fit;
  }

  /**
   * Those of a row's fan-outs.
   *
   * @param fanOuts in their order; of VALUES it is known how many tuples they have
   */
  public static FanOutOrdinals of(List<PlanNode.Tuples> fanOuts) {
    long fixed = 1;
    int open = 0;
    for (PlanNode.Tuples tuples : fanOuts) {
      if (tuples instanceof PlanNode.Values values) {
        fixed = Math.min(Integer.MAX_VALUE, fixed * values.rows().size());
      } else {
        open++;
      }
    }
    long each = open == 0 ? 1 : (long) Math.pow((double) Integer.MAX_VALUE / fixed, 1.0 / open);
    long[] places = new long[fanOuts.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = fanOuts.get(i) instanceof PlanNode.Values values ? values.rows().size() : each;
    }
    boolean roomy = open == 0 ? fixed < Integer.MAX_VALUE : each >= ELEMENTS_MIN;
    return new FanOutOrdinals(places, roomy || places.length < 2);
  }

  /** Whether there is room for what rows usually have. */
  public boolean fit() {
    return fit;
  }

  /** How many elements the fan-out may have; any number if it is the only one. */
  public long elementsMax(int fanOut) {
    return places.length == 1 ? Integer.MAX_VALUE : places[fanOut];
  }

  /** The ordinal of a tuple, given that of the fan-outs before and its place in this one. */
  public int of(int before, int fanOut, int place) {
    return places.length == 1 ? place : (int) (before * places[fanOut] + place);
  }

  /**
   * The same in SQL, from 0.
   *
   * @param counts of each fan-out the expression that counts its tuples from 1; NULL for none
   */
  public String sql(List<String> counts) {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      long by = 1;
      for (int j = i + 1; j < places.length; j++) {
        by *= places[j];
      }
      String place = "(coalesce(" + counts.get(i) + ", 1) - 1)";
      terms.add(by == 1 ? place : place + " * " + by);
    }
    return "(" + String.join(" + ", terms) + ")::bigint";
  }
}
