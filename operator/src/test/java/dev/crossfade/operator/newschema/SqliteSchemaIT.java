package dev.crossfade.operator.newschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.config.KafkaSection;
import dev.crossfade.operator.config.Limits;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.Order;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.operator.config.SqliteSide;
import dev.crossfade.operator.failure.OperatorFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchemaIT {

  private static final String CLIENTS =
      """
      CREATE TABLE clients (id TEXT PRIMARY KEY, name VARCHAR(10) NOT NULL);
      CREATE TRIGGER clients_touched AFTER UPDATE ON clients FOR EACH ROW BEGIN
        UPDATE clients SET name = upper(name) WHERE id = NEW.id;
      END;
      """;
  private static final String CHARTS =
      "CREATE TABLE charts (id INTEGER PRIMARY KEY, client TEXT UNIQUE REFERENCES clients) STRICT;";

  @TempDir Path folder;

  @BeforeEach
  void aSchemaOfTwoTables() throws IOException {
    Files.createDirectory(folder.resolve("schema"));
    Files.writeString(folder.resolve("schema/V001__clients.sql"), CLIENTS);
    Files.writeString(folder.resolve("schema/V002__charts.sql"), CHARTS);
  }

  @Test
  void aFileThatIsNotThereHasNoneAndLookingMakesNoFile() throws SQLException {
    NewTables tables = look();

    assertThat(tables.noneThere()).isTrue();
    assertThat(tables.expected().keySet()).containsExactly("charts", "clients");
    assertThat(folder.resolve("app.db")).doesNotExist();
  }

  @Test
  void theFilesMakeAllTablesAndTheirTriggersAndASecondTimeNothing() throws SQLException {
    NewSchema schema = NewSchema.of(config());
    schema.make();
    schema.make();

    assertThat(look().allThere()).isTrue();
    assertThat(look().differences()).isEmpty();
    execute("INSERT INTO clients VALUES ('a', 'x')", "UPDATE clients SET name = 'y'");
    assertThat(ask("SELECT name FROM clients")).isEqualTo("Y");
  }

  // Red if remove opens the file without looking whether it is there: unprepare never ended.
  @Test
  void fromAFileThatIsGoneNothingIsRemoved() throws SQLException, IOException {
    NewSchema schema = NewSchema.of(config());
    schema.make();
    Files.delete(folder.resolve("app.db"));

    schema.remove();

    assertThat(folder.resolve("app.db")).doesNotExist();
  }

  @Test
  void aFileWithOtherTablesHasNone() throws SQLException {
    execute("CREATE TABLE other (id INTEGER PRIMARY KEY)", "INSERT INTO other VALUES (1)");

    assertThat(look().noneThere()).isTrue();
    NewSchema.of(config()).make();
    assertThat(look().allThere()).isTrue();
    assertThat(ask("SELECT count(*) FROM other")).isEqualTo("1");
  }

  @Test
  void someOfTheTablesAreRefusedWithTheLists() throws SQLException {
    execute("CREATE TABLE clients (id TEXT PRIMARY KEY, name VARCHAR(10) NOT NULL)");

    NewTables tables = look();

    assertThatThrownBy(tables::mustBeAllOrNone)
        .isInstanceOf(OperatorFailure.class)
        .hasMessageContaining("has clients and lacks charts");
  }

  @Test
  void tablesThatAreThereAreCompared() throws SQLException {
    execute(
        "CREATE TABLE clients (id TEXT PRIMARY KEY, name TEXT)",
        "CREATE TABLE charts (id INTEGER PRIMARY KEY, client TEXT)");

    assertThat(look().differences())
        .containsExactly(
            "charts has the keys PRIMARY KEY (id), schema/ says PRIMARY KEY (id), UNIQUE (client)",
            "clients.name is TEXT, schema/ says VARCHAR(10) NOT NULL");
  }

  @Test
  void aFileThatSqliteRefusesIsNamedWithItsReason() throws IOException {
    Files.writeString(folder.resolve("schema/V003__broken.sql"), "CREATE TABEL x (id int);");

    assertThatThrownBy(this::look)
        .isInstanceOf(OperatorFailure.class)
        .hasMessageContaining("V003__broken.sql")
        .hasMessageContaining("syntax error");
  }

  @Test
  void aFileThatIsNoDatabaseIsNotTakenForAnEmptyOne() throws IOException {
    Files.writeString(
        folder.resolve("app.db"), "a letter, and not a database, for 100 bytes ".repeat(9));

    assertThatThrownBy(this::look)
        .isInstanceOf(OperatorFailure.class)
        .hasMessageContaining("cannot be read as a SQLite database");
  }

  private NewTables look() throws SQLException {
    try (ScratchPostgres own = ScratchPostgres.open()) {
      return NewTables.look(config(), own);
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = open();
        Statement sql = connection.createStatement()) {
      for (String each : statements) {
        sql.execute(each);
      }
    }
  }

  private String ask(String query) throws SQLException {
    try (Connection connection = open();
        Statement sql = connection.createStatement();
        var row = sql.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
  }

  private MigrationConfig config() {
    return new MigrationConfig(
        folder,
        "program",
        folder,
        new PostgresSide(PostgresUrl.parse("postgresql://nobody@localhost/none"), "public"),
        new SqliteSide(folder.resolve("app.db")),
        KafkaSection.DEFAULT,
        Map.of(),
        List.of(),
        List.of(),
        Limits.DEFAULT,
        Order.NONE);
  }
}
