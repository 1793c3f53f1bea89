package dev.crossfade.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanJsonTest {

  @Test
  void aPlanReadsBackFromItsJson() throws IOException {
    ColumnType bigint = ColumnType.BIGINT;
    TableId ranks = new TableId("public", "permission_ranks");
    MigrationPlan plan =
        new MigrationPlan(
            "tux",
            1,
            "abc",
            4,
            List.of(
                new OldTable(
                    new TableId("public", "Guild"),
                    List.of(new OldTable.Column("guild_id", bigint, true)),
                    List.of("guild_id"),
                    OldTable.Identity.KEY,
                    List.of())),
            List.of(
                new NewTable(
                    new TableId("public", "assignments"),
                    List.of(
                        new NewTable.Column("guild_id", bigint, true, false, null),
                        new NewTable.Column(
                            "rank_id",
                            bigint,
                            true,
                            false,
                            new NewTable.LateReference(
                                ranks, "id", List.of(new NewTable.KeyColumn("guild_id", bigint))))),
                    List.of("guild_id"),
                    NewTable.Conflict.LAST_WINS,
                    NewTable.Path.ARRANGED,
                    null,
                    List.of("crossfade.tux.g1.arranged.assignments"))),
            JsonNodeFactory.instance.arrayNode(),
            Map.of(),
            170_000);
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsBytes(plan), MigrationPlan.class)).isEqualTo(plan);
    assertThat(plan.withGeneration(2).newTables().get(0).feeders())
        .containsExactly("crossfade.tux.g2.arranged.assignments");
  }
}
