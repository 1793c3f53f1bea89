package dev.crossfade.mapping.analysis;

import java.sql.Connection;
import java.sql.SQLException;

/** What one database knows of types, functions, collations and constants. */
record Dictionary(
    Types types, Functions functions, Collations collations, ConstantReader constants) {

  static Dictionary read(Connection connection) throws SQLException {
    Types types = Types.read(connection);
    return new Dictionary(
        types,
        new Functions(connection, types),
        Collations.read(connection),
        ConstantReader.of(connection, types));
  }
}
