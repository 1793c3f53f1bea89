package dev.crossfade.mapping.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Compiled statements as the JSON in {@code MigrationPlan.statements}, and back. */
public final class PlanJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<List<MappedStatement>> STATEMENTS = new TypeReference<>() {};

  private PlanJson() {}

  public static JsonNode write(List<MappedStatement> statements) {
    try {
      // Through text: a converted tree would lose the names of the node kinds inside lists.
      return MAPPER.readTree(MAPPER.writerFor(STATEMENTS).writeValueAsString(statements));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a compiled mapping that JSON cannot hold", impossible);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if another version wrote it in a way that this one does not
   *     know
   */
  public static List<MappedStatement> read(JsonNode statements) {
    try {
      return MAPPER.readerFor(STATEMENTS).readValue(MAPPER.writeValueAsString(statements));
    } catch (JsonProcessingException unknown) {
      throw new IllegalArgumentException(
          "the plan's statements are of another version of this program: "
              + unknown.getOriginalMessage(),
          unknown);
    }
  }
}
