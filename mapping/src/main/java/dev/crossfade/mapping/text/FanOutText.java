package dev.crossfade.mapping.text;

import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.List;

/** Edits of FROM that the verifier needs. */
public final class FanOutText {

  private static final String ORDINAL = "crossfade_ordinal";

  private FanOutText() {}

  /**
   * A statement's one fan-out with its tuples counted from 1.
   *
   * @param ordinal the expression that gives the count
   */
  public record Numbered(List<RewrittenText.Edit> edits, String ordinal) {}

  /** Takes the schema from the old table's name, so that a temporary view can take its place. */
  public static List<RewrittenText.Edit> unqualify(StatementText statement, TableId table) {
    List<Token> from = from(statement);
    List<RewrittenText.Edit> edits = new ArrayList<>();
    for (int i = 0; i + 2 < from.size(); i++) {
      if (from.get(i).isName()
          && from.get(i).value().equals(table.schema())
          && from.get(i + 1).isSymbol(".")
          && from.get(i + 2).value().equals(table.name())) {
        edits.add(new RewrittenText.Edit(from.get(i).start(), from.get(i + 2).start(), ""));
      }
    }
    return edits;
  }

  /** Counts the tuples of the fan-out, which is there. */
  public static Numbered number(StatementText statement) {
    List<Token> from = from(statement);
    for (int i = 0; i < from.size(); i++) {
      if (from.get(i).isWord("values")) {
        return numberedValues(from, i);
      }
    }
    int depth = 0;
    for (int i = 1; i < from.size(); i++) {
      boolean call =
          from.get(i).isSymbol("(")
              && from.get(i - 1).isName()
              && !from.get(i - 1).isWord("lateral")
              && depth == 0;
      if (call) {
        return numberedFunction(from, i);
      }
      depth += TokenCursor.nesting(from.get(i));
    }
    throw new IllegalArgumentException("a statement without fan-out");
  }

  private static Numbered numberedValues(List<Token> from, int values) {
    List<RewrittenText.Edit> edits = new ArrayList<>();
    int depth = 0;
    int tuples = 0;
    int width = 1;
    int i = values + 1;
    while (i < from.size() && depth >= 0) {
      Token token = from.get(i);
      depth += TokenCursor.nesting(token);
      if (depth == 1 && token.isSymbol(",") && tuples == 0) {
        width++;
      }
      if (depth == 0 && token.isSymbol(")")) {
        tuples++;
        edits.add(new RewrittenText.Edit(token.start(), token.start(), ", " + tuples));
      }
      i++;
    }
    return alias(from, i, edits, "column" + (width + 1));
  }

  private static Numbered numberedFunction(List<Token> from, int open) {
    int depth = 0;
    int i = open;
    do {
      depth += TokenCursor.nesting(from.get(i));
      i++;
    } while (depth > 0);
    List<RewrittenText.Edit> edits = new ArrayList<>();
    boolean counted =
        i + 1 < from.size() && from.get(i).isWord("with") && from.get(i + 1).isWord("ordinality");
    if (!counted) {
      int end = from.get(i - 1).end();
      edits.add(new RewrittenText.Edit(end, end, " WITH ORDINALITY"));
      Numbered numbered = alias(from, i, edits, "ordinality");
      return numbered.ordinal().startsWith("\"\".")
          ? new Numbered(edits, TableId.quote(from.get(open - 1).value()) + ".ordinality")
          : numbered;
    }
    return existing(from, i + 2, from.get(open - 1));
  }

  /** The count that the statement itself asks for: the second column of the alias. */
  private static Numbered existing(List<Token> from, int at, Token function) {
    int i = at < from.size() && from.get(at).isWord("as") ? at + 1 : at;
    boolean named = i < from.size() && from.get(i).isName() && !isClause(from.get(i));
    String alias = named ? from.get(i).value() : function.value();
    boolean listed = named && i + 4 < from.size() && from.get(i + 1).isSymbol("(");
    boolean second = listed && from.get(i + 3).isSymbol(",");
    String column = second ? from.get(i + 4).value() : "ordinality";
    return new Numbered(List.of(), TableId.quote(alias) + "." + TableId.quote(column));
  }

  /** Adds the count to the alias's columns, if it names them. */
  private static Numbered alias(
      List<Token> from, int at, List<RewrittenText.Edit> edits, String unnamed) {
    int i = at < from.size() && from.get(at).isWord("as") ? at + 1 : at;
    boolean named = i < from.size() && from.get(i).isName() && !isClause(from.get(i));
    String alias = named ? from.get(i).value() : "";
    if (named && i + 1 < from.size() && from.get(i + 1).isSymbol("(")) {
      int close = i + 2;
      while (!from.get(close).isSymbol(")")) {
        close++;
      }
      int end = from.get(close).start();
      edits.add(new RewrittenText.Edit(end, end, ", " + ORDINAL));
      return new Numbered(edits, TableId.quote(alias) + "." + ORDINAL);
    }
    return new Numbered(edits, TableId.quote(alias) + "." + unnamed);
  }

  private static boolean isClause(Token token) {
    return List.of("on", "where", "cross", "inner", "left", "join", "with").stream()
        .anyMatch(token::isWord);
  }

  /** The tokens after the select list's FROM. */
  private static List<Token> from(StatementText statement) {
    StatementText.Item last = statement.items().get(statement.items().size() - 1);
    return statement.selectTokens().stream().filter(t -> t.start() > last.span().to()).toList();
  }
}
