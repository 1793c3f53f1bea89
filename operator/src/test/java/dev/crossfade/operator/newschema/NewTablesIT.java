package dev.crossfade.operator.newschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.databases.postgres.PostgresUrl;
import dev.crossfade.operator.config.KafkaSection;
import dev.crossfade.operator.config.Limits;
import dev.crossfade.operator.config.MigrationConfig;
import dev.crossfade.operator.config.Order;
import dev.crossfade.operator.config.PostgresSide;
import dev.crossfade.operator.config.SchemaSpan;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.testkit.TestDatabase;
import dev.crossfade.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewTablesIT {

  private static final String USERS =
      "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(10) NOT NULL);";
  private static final String ORDERS =
      "CREATE TABLE orders (id bigint PRIMARY KEY, number text UNIQUE);";

  private static ScratchPostgres scratch;

  @TempDir Path folder;
  private TestDatabase database;

  @BeforeAll
  static void openScratch() {
    scratch = ScratchPostgres.open();
  }

  @AfterAll
  static void closeScratch() {
    scratch.close();
  }

  @BeforeEach
  void aSchemaOfTwoTables() throws IOException {
    database = TestPostgres.shared().create("new_tables");
    Files.createDirectory(folder.resolve("schema"));
    Files.writeString(folder.resolve("schema/V001__users.sql"), USERS);
    Files.writeString(folder.resolve("schema/V002__orders.sql"), ORDERS);
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void anEmptyDatabaseHasNoneAndTheFilesMakeAll() throws SQLException {
    assertThat(look().noneThere()).isTrue();

    NewSchema.of(config()).make();

    assertThat(look().allThere()).isTrue();
    assertThat(look().differences()).isEmpty();
    assertThat(look().expected().keySet()).containsExactly("orders", "users");
  }

  @Test
  void applyingTwiceOrBesideOtherTablesChangesNothingElse() throws SQLException {
    database.execute("CREATE TABLE other (id int)", "INSERT INTO other VALUES (1)");
    NewSchema schema = NewSchema.of(config());
    schema.make();
    schema.make();

    assertThat(look().allThere()).isTrue();
    assertThat(database.ask("SELECT count(*) FROM other")).isEqualTo("1");
  }

  @Test
  void someOfTheTablesAreRefusedWithTheLists() throws SQLException {
    database.execute(USERS);

    NewTables tables = look();

    assertThatThrownBy(tables::mustBeAllOrNone)
        .isInstanceOf(OperatorFailure.class)
        .hasMessageContaining("has users and lacks orders");
  }

  // Red when SchemaFiles takes no baseline below the span.
  @Test
  void aLaterPackageIsMadeWhereTheEarlierOneIsThere() throws SQLException {
    MigrationConfig later = config().with(new SchemaSpan(2, SchemaSpan.END));
    database.execute(USERS);

    assertThat(look(later).noneThere()).isTrue();
    NewSchema.of(later).make();

    assertThat(look(later).allThere()).isTrue();
    assertThat(look().allThere()).isTrue();
  }

  // Red when SchemaFiles has no target.
  @Test
  void nothingAboveTheLastPackageIsMadeUntilItIsAskedFor() throws SQLException {
    MigrationConfig first = config().with(new SchemaSpan(0, 1));
    NewSchema.of(first).make();

    assertThat(look(first).expected().keySet()).containsExactly("users");
    assertThat(look(first).allThere()).isTrue();
    assertThat(look().missing()).containsExactly("orders");

    NewSchema.of(config().with(new SchemaSpan(2, 2))).make();

    assertThat(look().allThere()).isTrue();
  }

  @Test
  void aLaterPackageIsRefusedWhereTheEarlierOneIsNotThere() throws SQLException {
    NewTables tables = look(config().with(new SchemaSpan(2, SchemaSpan.END)));

    assertThatThrownBy(tables::mustBeAllOrNone)
        .isInstanceOf(OperatorFailure.class)
        .hasMessageContaining("before --schema-from: users");
  }

  @Test
  void tablesThatAreThereAreCompared() throws SQLException {
    database.execute(
        USERS.replace("varchar(10) NOT NULL", "varchar(20)"),
        "CREATE TABLE orders (id bigint PRIMARY KEY, number text, extra int)");

    assertThat(look().differences())
        .containsExactly(
            "orders.extra is integer, schema/ says absent",
            "orders has the keys PRIMARY KEY (id), schema/ says PRIMARY KEY (id), UNIQUE (number)",
            "users.name is character varying(20), schema/ says character varying(10) NOT NULL");
  }

  @Test
  void aFileThatPostgresRefusesIsNamedWithItsReason() throws IOException {
    Files.writeString(folder.resolve("schema/V003__broken.sql"), "CREATE TABEL x (id int);");

    assertThatThrownBy(this::look)
        .isInstanceOf(OperatorFailure.class)
        .hasMessageContaining("V003__broken.sql")
        .hasMessageContaining("syntax error");
  }

  private NewTables look() throws SQLException {
    return look(config());
  }

  private static NewTables look(MigrationConfig config) throws SQLException {
    try (Connection connection = scratch.side("public").url().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public"); // as new
    }
    return NewTables.look(config, scratch);
  }

  private MigrationConfig config() {
    PostgresSide side = new PostgresSide(PostgresUrl.parse(database.url()), "public");
    return new MigrationConfig(
        folder,
        "shop",
        folder,
        side,
        side,
        KafkaSection.DEFAULT,
        Map.of(),
        List.of(),
        List.of(),
        Limits.DEFAULT,
        Order.NONE);
  }
}
