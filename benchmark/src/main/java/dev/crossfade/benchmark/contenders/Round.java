package dev.crossfade.benchmark.contenders;

import dev.crossfade.benchmark.orders.Database;
import java.nio.file.Path;
import java.util.List;

/**
 * What one contender works with in one round.
 *
 * @param old full of orders, its own
 * @param fresh where they shall be
 * @param kafka {@code host:port} of a broker that was just made
 * @param folder for its files
 * @param profiles where each Java machine leaves a JFR profile; empty for none
 */
public record Round(
    Database old, Database fresh, String kafka, Path folder, java.util.Optional<Path> profiles) {

  /** Heap, and the profile if one is asked for. */
  List<String> javaOptions(String process, int heapMiB) {
    String heap = "-Xmx" + heapMiB + "m";
    return profiles
        .map(
            folder ->
                List.of(
                    heap,
                    "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                        + folder.resolve(process + ".jfr")))
        .orElse(List.of(heap));
  }
}
