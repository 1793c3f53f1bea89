package dev.crossfade.mapping.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.mapping.plan.Expression;

/** Expressions without their places in mapping.sql: the same wherever they stand. */
final class ExpressionPlaces {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ExpressionPlaces() {}

  static Expression without(Expression expression) {
    try {
      JsonNode tree =
          JSON.readTree(JSON.writerFor(Expression.class).writeValueAsString(expression));
      clear(tree);
      return JSON.treeToValue(tree, Expression.class);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an expression that JSON cannot hold", impossible);
    }
  }

  private static void clear(JsonNode node) {
    if (node instanceof ObjectNode object && object.has("at") && object.has("node")) {
      object.put("at", -1);
    }
    node.forEach(ExpressionPlaces::clear);
  }
}
