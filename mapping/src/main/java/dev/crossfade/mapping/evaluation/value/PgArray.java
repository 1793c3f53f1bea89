package dev.crossfade.mapping.evaluation.value;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL array: elements in row-major order, null for a NULL element.
 *
 * <p>An empty array has no dimensions.
 */
public final class PgArray {

  /** Most dimensions. */
  public static final int DIMENSIONS_MAX = 6;

  private static final int[] NONE = {};

  private final int[] sizes;
  private final int[] lowerBounds;
  private final @Nullable Object[] elements;

  private PgArray(int[] sizes, int[] lowerBounds, @Nullable Object[] elements) {
    this.sizes = sizes;
    this.lowerBounds = lowerBounds;
    this.elements = elements;
  }

  public static PgArray empty() {
    return new PgArray(NONE, NONE, new Object[0]);
  }

  /** A one-dimensional array from index 1. */
  public static PgArray of(@Nullable Object... elements) {
    return elements.length == 0
        ? empty()
        : new PgArray(new int[] {elements.length}, new int[] {1}, elements);
  }

  public static PgArray of(List<? extends @Nullable Object> elements) {
    return of(elements.toArray());
  }

  /** Of any shape; the arrays are kept, not copied. No elements gives the empty array. */
  public static PgArray shaped(int[] sizes, int[] lowerBounds, @Nullable Object[] elements) {
    return elements.length == 0 ? empty() : new PgArray(sizes, lowerBounds, elements);
  }

  public int dimensions() {
    return sizes.length;
  }

  /** Elements in a dimension, from 0. */
  public int size(int dimension) {
    return sizes[dimension];
  }

  public int lowerBound(int dimension) {
    return lowerBounds[dimension];
  }

  public int upperBound(int dimension) {
    return lowerBounds[dimension] + sizes[dimension] - 1;
  }

  /** Elements in all dimensions together. */
  public int count() {
    return elements.length;
  }

  public @Nullable Object get(int place) {
    return elements[place];
  }

  /** The elements themselves: not to be written to. */
  public @Nullable Object[] elements() {
    return elements;
  }

  /** A copy of the number of elements per dimension. */
  public int[] sizes() {
    return sizes.clone();
  }

  /** A copy of the lower bounds. */
  public int[] lowerBounds() {
    return lowerBounds.clone();
  }

  public boolean sameSizes(PgArray other) {
    return Arrays.equals(sizes, other.sizes);
  }

  public boolean sameShape(PgArray other) {
    return sameSizes(other) && Arrays.equals(lowerBounds, other.lowerBounds);
  }

  /** The same shape with other elements. */
  public PgArray withElements(@Nullable Object[] others) {
    return new PgArray(sizes, lowerBounds, others);
  }

  public boolean hasNulls() {
    for (Object element : elements) {
      if (element == null) {
        return true;
      }
    }
    return false;
  }
}
