package dev.crossfade.mapping.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.mapping.analysis.Databases;
import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.problems.Problem;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementFunctionIT {

  private static final String MAPPING =
      """
      INSERT INTO phones (user_id, kind, number)
      SELECT u.id, l.kind, l.number
      FROM users u CROSS JOIN LATERAL (VALUES ('home', u.home), ('work', u.work)) AS l(kind, number)
      WHERE l.number IS NOT NULL AND u.id > 0;
      INSERT INTO people (code, user_name) SELECT u.code, u.home FROM users u ON CONFLICT (code) DO UPDATE;
      INSERT INTO visits (user_id, person)
      SELECT u.id, (SELECT p.id FROM new.people p WHERE p.code = u.code) FROM users u;
      """;

  private Databases databases;
  private MigrationPlan plan;
  private List<StatementFunction> functions;

  @BeforeAll
  void compile() throws SQLException {
    databases =
        Databases.with(
            "CREATE TABLE users (id int PRIMARY KEY, home text, work text, code text)",
            """
            CREATE TABLE phones (user_id bigint, kind text, number varchar(5), PRIMARY KEY (kind, user_id));
            CREATE TABLE people (id serial PRIMARY KEY, code text NOT NULL UNIQUE, user_name text);
            CREATE TABLE visits (user_id int PRIMARY KEY, person int);
            """);
    var compilation = databases.compile(MAPPING);
    assertThat(compilation.problems()).filteredOn(Problem::isError).isEmpty();
    CompiledMapping mapping = compilation.mapping().orElseThrow();
    plan = mapping.plan(3, 4, Map.of());
    functions = StatementFunctions.of(plan).functions();
  }

  @AfterAll
  void drop() {
    databases.close();
  }

  @Test
  void makesARowForEachTupleThatPasses() {
    assertThat(apply(0, user(7, "123", "456", "c")))
        .containsExactly("0 (7, 'home', '123')", "1 (7, 'work', '456')");
    assertThat(apply(0, user(7, null, "456", "c"))).containsExactly("1 (7, 'work', '456')");
    assertThat(apply(0, user(-7, "123", "456", "c"))).isEmpty();
  }

  /** Red without the rows being held back until the last tuple is made. */
  @Test
  void aRowThatRaisesMapsToNoRowsAtAll() {
    assertThat(apply(0, user(7, "123", "too long", "c"))).containsExactly("22001 number");
  }

  @Test
  void givesEveryKeyThatAPrimaryKeyCanHaveWhateverTheRestOfTheRow() {
    byte[] known = user(7, "123", "456", "c");
    List<String> keys = new ArrayList<>();
    List<String> made = new ArrayList<>();

    functions.get(0).keysOf(old(user(7, null, null, null)), key -> keys.add(hex(key)));
    functions
        .get(0)
        .apply(
            old(known),
            new dev.crossfade.mapping.execution.RowMapper.Output() {
              @Override
              public void row(byte[] key, byte[] row, int ordinal) {
                made.add(hex(key));
              }

              @Override
              public void rejected(Rejection rejection) {
                throw new AssertionError(rejection);
              }
            });

    assertThat(keys).containsExactlyElementsOf(made).hasSize(2).doesNotHaveDuplicates();
    assertThatThrownBy(() -> functions.get(1).keysOf(old(known), key -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesNullWhereTheNewColumnIsNotNull() {
    assertThat(apply(1, user(7, "a", "b", null))).containsExactly("23502 code");
  }

  @Test
  void putsTheNaturalKeyInThePlaceOfALateReference() {
    assertThat(apply(2, user(7, "a", "b", "c"))).containsExactly("0 (7, ['c'])");
    assertThat(apply(2, user(7, "a", "b", null))).containsExactly("0 (7, NULL)");
  }

  private List<String> apply(int statement, byte[] row) {
    List<String> said = new ArrayList<>();
    StatementFunction function = functions.get(statement);
    NewTable table = plan.newTable(function.newTable());
    RowView made = new RowView(RowLayout.ofNew(plan.migration(), table));
    function.apply(
        old(row),
        new dev.crossfade.mapping.execution.RowMapper.Output() {
          @Override
          public void row(byte[] key, byte[] newRow, int ordinal) {
            said.add(ordinal + " " + text(made.wrap(newRow)));
          }

          @Override
          public void rejected(Rejection rejection) {
            said.add(rejection.sqlState() + " " + rejection.column());
          }
        });
    return said;
  }

  private static String text(RowView row) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < row.layout().size(); i++) {
      fields.add(field(row, i));
    }
    return "(" + String.join(", ", fields) + ")";
  }

  private static String field(RowView row, int i) {
    if (row.isNull(i)) {
      return "NULL";
    }
    return switch (row.layout().wire(i)) {
      case TEXT -> "'" + row.getText(i) + "'";
      case LATE -> "[" + field(row.getNested(i), 0) + "]";
      default -> String.valueOf(row.getLong(i));
    };
  }

  private RowView old(byte[] row) {
    return new RowView(layout()).wrap(row);
  }

  private RowLayout layout() {
    return RowLayout.ofOld(plan.migration(), plan.oldTables().get(0));
  }

  private byte[] user(int id, @Nullable String home, @Nullable String work, @Nullable String code) {
    RowWriter out = new RowWriter(64).reset().header(layout());
    out.putInt(id);
    for (String text : new String[] {home, work, code}) {
      if (text == null) {
        out.putNull();
      } else {
        out.putText(text);
      }
    }
    return out.toBytes();
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }
}
