package dev.crossfade.e2e.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * How a verb ended.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
public record Outcome(String command, int code, String out, String err) {

  private static final JsonMapper JSON = new JsonMapper();

  public JsonNode json() {
    try {
      return JSON.readTree(out);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("no JSON from " + this, notJson);
    }
  }

  /** For those that must say yes. */
  public Outcome yes() {
    if (code != 0) {
      throw new AssertionError("not yes: " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "crossfade " + command + ": exit code " + code + "\n" + out + err;
  }
}
