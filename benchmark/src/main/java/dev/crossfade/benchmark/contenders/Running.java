package dev.crossfade.benchmark.contenders;

import dev.crossfade.benchmark.processes.JavaProcess;
import java.util.List;
import java.util.Optional;

/**
 * A contender at work.
 *
 * @param processes its Java machines, the broker left out
 */
public record Running(List<JavaProcess> processes) implements AutoCloseable {

  public Running {
    processes = List.copyOf(processes);
  }

  /** What is wrong with it; empty as long as all of it runs. */
  public Optional<String> complaint() {
    return processes.stream().flatMap(process -> process.complaint().stream()).findFirst();
  }

  @Override
  public void close() {
    processes.forEach(JavaProcess::close);
  }
}
