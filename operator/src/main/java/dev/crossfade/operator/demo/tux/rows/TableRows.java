package dev.crossfade.operator.demo.tux.rows;

import java.util.List;

/** The rows of one old table, made one after the other. */
interface TableRows {

  /** The table's name, unquoted. */
  String table();

  List<String> columns();

  int count();

  /**
   * Sets every column. Called once for each number from 0 to {@code count() - 1}, in that order.
   */
  void fill(Row row, int number);

  /**
   * What can be wrong with a row here; about one in a hundred gets one of them, in turn, and each
   * is used at least once.
   */
  List<Blemish> blemishes();
}
