package dev.crossfade.mapping.analysis;

/** Says why a node is no expression of the dialect. */
final class ExpressionRefusals {

  private ExpressionRefusals() {}

  static RefusalException of(Node node, int at, Refusals refusals) {
    return switch (node.tag()) {
      case "WINDOWFUNC" ->
          refusals.refuse("CF004", at, "window functions are not in the dialect", null);
      case "GROUPINGFUNC" ->
          refusals.refuse("CF004", at, "GROUPING SETS are not in the dialect", null);
      case "SQLVALUEFUNCTION" -> valueFunction(node, at, refusals);
      case "COERCETODOMAIN" ->
          refusals.refuse(
              "CF004",
              at,
              "a cast to a domain of the old database is not in the dialect",
              "cast to the type below the domain");
      case "ROWEXPR",
          "ROWCOMPAREEXPR",
          "ROWCOMPARE",
          "FIELDSELECT",
          "FIELDSTORE",
          "CONVERTROWTYPEEXPR" ->
          refusals.refuse("CF004", at, "rows as values are not in the dialect", null);
      case "NAMEDARGEXPR" ->
          refusals.refuse(
              "CF004", at, "named arguments are not in the dialect", "give them by position");
      case "XMLEXPR", "JSONEXPR", "JSONCONSTRUCTOREXPR", "JSONISPREDICATE", "JSONVALUEEXPR" ->
          refusals.refuse(
              "CF004",
              at,
              "SQL/XML and SQL/JSON expressions are not in the dialect",
              "use jsonb_build_object, jsonb_build_array, -> and ->>");
      case "NEXTVALUEEXPR" ->
          refusals.refuse("CF002", at, "nextval() may give another value each time", null);
      default ->
          refusals.refuse(
              "CF004",
              at,
              "PostgreSQL's node " + node.tag() + " is not known to this version",
              null);
    };
  }

  private static RefusalException valueFunction(Node node, int at, Refusals refusals) {
    String name =
        switch (node.text("op")) {
          case "0" -> "current_date";
          case "1", "2" -> "current_time";
          case "3", "4" -> "current_timestamp";
          case "5", "6" -> "localtime";
          case "7", "8" -> "localtimestamp";
          case "9" -> "current_role";
          case "10" -> "current_user";
          case "11" -> "user";
          case "12" -> "session_user";
          case "13" -> "current_catalog";
          default -> "current_schema";
        };
    return refusals.refuseNamed(
        "CF001",
        name,
        at,
        name + " depends on the time of evaluation, or on who evaluates",
        "use a parameter: :name, with its value under parameters in migration.yaml");
  }
}
