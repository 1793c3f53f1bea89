package dev.crossfade.operator.demo.tux.rows;

/** Something that is wrong, or merely odd, with a row, as in real databases. */
@FunctionalInterface
interface Blemish {

  /** Spoils a row that is otherwise complete. */
  void spoil(Row row);
}
