package dev.crossfade.schemas;

/** What a change did to its row. Snapshot rows are inserts that say {@code snapshot}. */
public enum Op {
  INSERT(0),
  UPDATE(1),
  DELETE(2);

  private final int symbol;

  Op(int symbol) {
    this.symbol = symbol;
  }

  /** The place of the Avro enum's symbol. */
  int symbol() {
    return symbol;
  }

  static Op of(long symbol) {
    for (Op op : values()) {
      if (op.symbol == symbol) {
        return op;
      }
    }
    throw new WireFormatException("a change with unknown op " + symbol);
  }
}
