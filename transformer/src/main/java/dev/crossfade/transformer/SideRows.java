package dev.crossfade.transformer;

import dev.crossfade.schemas.SingleObject;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The living rows of one side that meet at the keys of one partition. Used by one thread. */
interface SideRows {

  /** The fields of an origin's row; null if it has none. */
  byte @Nullable [] get(byte[] key, byte[] origin);

  void put(byte[] key, byte[] origin, byte[] fields);

  void remove(byte[] key, byte[] origin);

  /**
   * The rows at a key in the order of their origins; to be closed.
   *
   * @param after the origin to begin behind; null for all
   */
  Walk rows(byte[] key, byte @Nullable [] after);

  /** A walk over rows. */
  interface Walk extends AutoCloseable {

    /** Goes to the next row; false if there is none. */
    boolean next();

    byte[] origin();

    byte[] fields();

    @Override
    void close();
  }

  /** A record's fields without its header. */
  static byte[] fields(byte[] record) {
    return Arrays.copyOfRange(record, SingleObject.HEADER_LENGTH, record.length);
  }
}
