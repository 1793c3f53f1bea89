package dev.crossfade.extractor.stream;

import java.time.Duration;

/**
 * When streamed changes are committed to Kafka.
 *
 * @param batchBytesMax after this much, at the end of an old transaction
 * @param batchAgeMax or after this long, at the end of an old transaction; at once when nothing
 *     more arrives
 * @param transactionBytesMax after this much even inside an old transaction
 * @param transactionAgeMax or after this long, when the rest of it does not arrive
 */
public record StreamLimits(
    long batchBytesMax,
    Duration batchAgeMax,
    long transactionBytesMax,
    Duration transactionAgeMax) {

  public static StreamLimits defaults() {
    return new StreamLimits(4 << 20, Duration.ofMillis(100), 64 << 20, Duration.ofSeconds(10));
  }
}
