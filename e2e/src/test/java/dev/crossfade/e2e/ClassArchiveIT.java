package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.harness.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the build makes beside the program. */
class ClassArchiveIT {

  @TempDir Path folder;

  /** Seen red (the Java machine crashes) with the classes of multi-release jars in the archive. */
  @Test
  void everyClassInTheArchiveCanBeLoadedWhileFlightRecorderWatches()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Program.java(),
                    "-Xshare:on", // the archive, or no start at all
                    "-XX:SharedArchiveFile=" + Program.jar().resolveSibling("crossfade.jsa"),
                    "-XX:StartFlightRecording=filename=" + folder.resolve("classes.jfr"),
                    "-XX:ErrorFile=" + folder.resolve("crash.log"),
                    "-cp",
                    Program.jar().toString(),
                    "dev.crossfade.operator.startup.ClassArchive"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }
}
