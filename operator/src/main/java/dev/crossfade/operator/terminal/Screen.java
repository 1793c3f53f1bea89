package dev.crossfade.operator.terminal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * Where a verb writes: answers to {@code out}, everything else to {@code err}.
 *
 * @param colours whether a person is looking: colours and redrawing are for terminals only
 */
public record Screen(PrintWriter out, PrintWriter err, boolean colours) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** A line of the answer. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** A line that is not part of the answer: progress, a remark. */
  public void remark(String line) {
    err.println(line);
    err.flush();
  }

  /** The answer for machines. */
  public void json(Object value) {
    try {
      say(JSON.writeValueAsString(value));
    } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
      throw new UncheckedIOException("an answer that is no JSON", notJson);
    }
  }

  /** The text in a colour, or as it is where nobody looks. */
  public String in(Colour colour, String text) {
    return colours ? colour.code() + text + Colour.END : text;
  }

  /** Clears the terminal before it is drawn again; nothing elsewhere. */
  public void clear() {
    if (colours) {
      out.print("\u001b[H\u001b[2J");
    }
  }
}
