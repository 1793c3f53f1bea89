package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossfade.mapping.compilation.Compilation;
import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.evaluation.Differential;
import dev.crossfade.mapping.evaluation.FunctionDifferences;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.schemas.TypeTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same mapping gives the same plan and the same rows on every supported PostgreSQL, and every
 * function gives what that server's own gives.
 *
 * <p>Runs in the profile {@code pg-versions}, which puts the servers there.
 */
@Tag("versions")
class PostgresVersionsIT {

  private static final Pattern JAR = Pattern.compile(".*-(\\d+)\\.[0-9.]+\\.jar");

  /** By major version. */
  static Stream<Integer> versions() throws IOException {
    return jars().keySet().stream();
  }

  private static Map<Integer, Path> jars() throws IOException {
    Map<Integer, Path> jars = new TreeMap<>();
    String folder = System.getProperty("postgres.versions");
    assumeTrue(folder != null, "runs in the profile pg-versions");
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      files.forEach(
          file -> {
            Matcher name = JAR.matcher(file.toString());
            if (name.matches()) {
              jars.put(Integer.valueOf(name.group(1)), file);
            }
          });
    }
    return jars;
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theSameMappingIsTheSamePlanAndGivesTheSameRows(int major) throws Exception {
    try (EmbeddedPostgres server = start(jars().get(major));
        Connection connection = connect(server, "postgres")) {
      execute(connection, "CREATE DATABASE old", "CREATE DATABASE new");
      try (Connection old = connect(server, "old");
          Connection target = connect(server, "new")) {
        execute(old, VersionsMapping.OLD, VersionsMapping.ROWS);
        execute(target, VersionsMapping.NEW);

        CompiledMapping mapping = compile(old, target);

        assertThat(mapping.oldServerVersion() / 10_000).isEqualTo(major);
        assertThat(plan(mapping)).isEqualTo(planOf17());
        assertThat(differences(old, mapping)).isEmpty();
        execute(old, "SET default_transaction_read_only TO on");
        assertThat(plan(compile(old, target))).as("from a notice").isEqualTo(planOf17());
      }
      assertThat(FunctionDifferences.of(new Differential(connection), major, 8, 7)).isEmpty();
    }
  }

  private static List<Problem> differences(Connection old, CompiledMapping mapping)
      throws SQLException {
    return DifferentialCheck.run(
        old, mapping, "mapping.sql", VersionsMapping.MAPPING, "public", 30, Map.of());
  }

  private static String planOf17() throws SQLException {
    try (Databases databases = Databases.with(VersionsMapping.OLD, VersionsMapping.NEW);
        Connection old = databases.old().connect();
        Connection target = databases.target().connect()) {
      return plan(compile(old, target));
    }
  }

  private static String plan(CompiledMapping mapping) {
    return PlanJson.write(mapping.statements()).toPrettyString();
  }

  private static CompiledMapping compile(Connection old, Connection target) throws SQLException {
    CompileRequest request =
        new CompileRequest(
            "shop",
            "mapping.sql",
            VersionsMapping.MAPPING,
            Map.of(),
            List.of(),
            "public",
            "public",
            TypeTable.POSTGRES,
            true);
    Compilation compilation = MappingCompiler.compile(request, old, target);
    assertThat(compilation.problems()).filteredOn(Problem::isError).isEmpty();
    return compilation.mapping().orElseThrow();
  }

  private static EmbeddedPostgres start(Path jar) throws IOException {
    return EmbeddedPostgres.builder()
        .setPgBinaryResolver((system, machine) -> binaries(jar))
        .setLocaleConfig("locale", "C")
        .setServerConfig("timezone", "UTC")
        .setServerConfig("fsync", "off")
        .start();
  }

  private static InputStream binaries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      try (InputStream in = file.getInputStream(file.getJarEntry("postgres-linux-x86_64.txz"))) {
        return new ByteArrayInputStream(in.readAllBytes());
      }
    }
  }

  private static Connection connect(EmbeddedPostgres server, String database) throws SQLException {
    return server.getDatabase("postgres", database).getConnection();
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
