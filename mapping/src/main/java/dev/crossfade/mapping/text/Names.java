package dev.crossfade.mapping.text;

import dev.crossfade.mapping.problems.Problems;
import java.util.ArrayList;
import java.util.List;

/** Reads dotted names as SQL writes them. */
public final class Names {

  private Names() {}

  /**
   * The parts of {@code a."B".c}, folded where they are not quoted; empty if it is not a dotted
   * name.
   */
  public static List<String> parts(String written) {
    Problems unread = new Problems();
    List<Token> tokens = Tokenizer.tokens(new SourceText("", written), unread);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      boolean fits = i % 2 == 0 ? tokens.get(i).isName() : tokens.get(i).isSymbol(".");
      if (!fits) {
        return List.of();
      }
      if (i % 2 == 0) {
        parts.add(tokens.get(i).value());
      }
    }
    return unread.hasErrors() || tokens.size() % 2 == 0 ? List.of() : parts;
  }
}
