package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.compilation.Explanation;
import dev.crossfade.mapping.compilation.LeftOut;
import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.mapping.plan.PlanJson;
import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The real mapping of migrations/tux. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TuxMappingIT {

  private static final Path FOLDER = Path.of("..", "migrations", "tux");

  private Databases databases;
  private String text;
  private CompiledMapping mapping;

  @BeforeAll
  void compile() throws IOException, SQLException {
    databases = Databases.with(sql("demo/old"), sql("schema"));
    text = Files.readString(FOLDER.resolve("mapping.sql"));
    LeftOut[] leftOut =
        Stream.of(
                "\"Note\"",
                "\"GuildConfig\".base_member_role_id",
                "\"GuildConfig\".base_staff_role_id",
                "\"GuildConfig\".general_channel_id",
                "\"GuildConfig\".quarantine_role_id",
                "\"GuildConfig\".starboard_channel_id")
            .map(name -> new LeftOut(name, "why", new Place("migration.yaml", 1, 1, null)))
            .toArray(LeftOut[]::new);
    var compilation = databases.compile(text, leftOut);
    assertThat(compilation.problems()).filteredOn(Problem::isError).isEmpty();
    mapping = compilation.mapping().orElseThrow();
  }

  @AfterAll
  void drop() {
    databases.close();
  }

  @Test
  void mostOfItIsDirect() {
    assertThat(mapping.statements())
        .filteredOn(s -> !s.direct())
        .extracting(s -> s.newTable().name())
        .containsExactly("afk", "permission_assignments");
  }

  @Test
  void comesBackFromItsJsonAsItWas() {
    List<MappedStatement> read = PlanJson.read(PlanJson.write(mapping.statements()));

    assertThat(read).isEqualTo(mapping.statements());
  }

  @Test
  void isExplainedInWords() {
    assertThat(new Explanation(mapping).statements())
        .contains(
            "3. public.Case → public.cases",
            "   stores    case_type: text as public.case_type_enum",
            "   fan out   each row over 8 tuples (rank, role_id)",
            "   late      permission_rank_id: id of public.permission_ranks where (guild_id, rank) ="
                + " (guild_id, rank)");
  }

  @Test
  void computesWhatPostgresqlComputes() throws SQLException {
    try (Connection old = databases.old().connect()) {
      assertThat(DifferentialCheck.run(old, mapping, "mapping.sql", text, "public", 50, Map.of()))
          .isEmpty();
    }
  }

  private static String sql(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
        all.append(Files.readString(file)).append('\n');
      }
      return all.toString();
    }
  }
}
