package dev.crossfade.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program of its own around one embedded server, to be killed: prints one line, then waits. */
final class ServerProcess {

  private static final String ANSWER = "answer: ";

  private ServerProcess() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[1]);
    System.out.println(
        ANSWER + (args[0].equals("broker") ? broker(directory) : postgres(directory)));
    new CountDownLatch(1).await();
  }

  /** Its answer is the bootstrap address. */
  static Process startBroker(Path directory) throws IOException {
    return start("broker", directory);
  }

  /** Its answer is the server's process id; the server then holds a table t with a row of 7. */
  static Process startPostgres(Path directory) throws IOException {
    return start("postgres", directory);
  }

  static String answerOf(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line;
    while ((line = output.readLine()) != null) {
      if (line.startsWith(ANSWER)) {
        return line.substring(ANSWER.length());
      }
    }
    throw new IOException("the server process ended");
  }

  private static String broker(Path directory) {
    return EmbeddedBroker.start(BrokerOptions.in(directory)).bootstrapServers();
  }

  private static String postgres(Path directory) throws Exception {
    EmbeddedPostgres server = EmbeddedPostgres.start(PostgresOptions.in(directory));
    EmbeddedPostgresIT.execute(server, "CREATE TABLE t AS SELECT 7 AS x");
    return String.valueOf(server.pid());
  }

  private static Process start(String kind, Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ServerProcess.class.getName(),
            kind,
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
