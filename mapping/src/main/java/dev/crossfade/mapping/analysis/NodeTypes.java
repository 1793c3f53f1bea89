package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.schemas.ColumnType;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types and collations that nodes name by oid. */
final class NodeTypes {

  private static final List<String> TYPE_FIELDS =
      List.of(
          "vartype",
          "consttype",
          "funcresulttype",
          "opresulttype",
          "resulttype",
          "array_typeid",
          "casetype",
          "coalescetype",
          "typeId",
          "minmaxtype",
          "refrestype");

  private final Dictionary dictionary;

  NodeTypes(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  ColumnType bool() throws SQLException {
    return dictionary.types().columnType("bool");
  }

  /** The input collation of a function or operator. */
  @Nullable String collation(Node node) {
    return dictionary.collations().name(node.number("inputcollid"));
  }

  /** The type in a field, without modifier. */
  ColumnType of(Node node, String typeField, String collationField) throws SQLException {
    return of(node.number(typeField), -1, node, collationField);
  }

  ColumnType of(long oid, int modifier, Node node, String collationField) throws SQLException {
    return dictionary.types().columnType(oid, modifier, node.numberOr(collationField, 0));
  }

  /** A literal that is an argument of any type is text, as concat and its like take it. */
  ColumnType ofConstant(Node constant) throws SQLException {
    long oid = constant.number("consttype");
    return dictionary.types().of(oid).reference().equals("unknown")
        ? dictionary.types().columnType("text")
        : of(oid, constant.index("consttypmod"), constant, "constcollid");
  }

  /** The oid of any node's type, by whichever field holds it. */
  static long exprType(Node node) {
    for (String field : TYPE_FIELDS) {
      if (node.has(field)) {
        return node.number(field);
      }
    }
    throw new NodeFormatException(node.tag() + " without a type");
  }

  static Expression.BooleanTestKind booleanTest(String number) {
    return switch (number) {
      case "0" -> Expression.BooleanTestKind.IS_TRUE;
      case "1" -> Expression.BooleanTestKind.IS_NOT_TRUE;
      case "2" -> Expression.BooleanTestKind.IS_FALSE;
      case "3" -> Expression.BooleanTestKind.IS_NOT_FALSE;
      case "4" -> Expression.BooleanTestKind.IS_UNKNOWN;
      default -> Expression.BooleanTestKind.IS_NOT_UNKNOWN;
    };
  }
}
