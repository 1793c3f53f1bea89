package dev.crossfade.extractor.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes have come, as they come. */
final class BoundedStream extends FilterInputStream {

  private final LongConsumer told;
  private long bytes;

  /** {@code told} gets the number of bytes so far and throws if they are too many. */
  BoundedStream(InputStream in, LongConsumer told) {
    super(in);
    this.told = told;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = super.read(into, from, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  private void count(long more) {
    bytes += more;
    told.accept(bytes);
  }
}
