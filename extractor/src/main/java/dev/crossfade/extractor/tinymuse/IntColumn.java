package dev.crossfade.extractor.tinymuse;

import java.util.Arrays;

/** One number for each object, without an object of ours for each. */
final class IntColumn {

  private int[] values = new int[1024];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int get(int index) {
    return values[index];
  }

  void set(int index, int value) {
    values[index] = value;
  }

  int size() {
    return size;
  }
}
