package dev.crossfade.mapping.text;

import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Edits of FROM that the verifier needs. */
public final class FanOutText {

  private static final String ORDINAL = "crossfade_ordinal";
  private static final Set<String> CLAUSES =
      Set.of("on", "where", "cross", "inner", "left", "join", "with", "group", "having", "using");

  private FanOutText() {}

  /**
   * A statement's fan-outs with their tuples counted from 1.
   *
   * @param ordinals by the alias of each, the expression that gives the count
   */
  public record Numbered(List<RewrittenText.Edit> edits, Map<String, String> ordinals) {}

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

  /** Counts the tuples of every fan-out that stands in the statement's own FROM. */
  public static Numbered number(StatementText statement) {
    List<Token> from = from(statement);
    List<RewrittenText.Edit> edits = new ArrayList<>();
    Map<String, String> ordinals = new HashMap<>();
    for (FanOutItems.Item item : FanOutItems.of(from)) {
      Named named =
          item.values() ? values(from, item, edits) : function(from, item.open(), item, edits);
      ordinals.put(named.alias, TableId.quote(named.alias) + "." + TableId.quote(named.column));
    }
    return new Numbered(List.copyOf(edits), Map.copyOf(ordinals));
  }

  /** A column that counts the tuples. */
  private record Named(String alias, String column) {}

  private static Named values(
      List<Token> from, FanOutItems.Item item, List<RewrittenText.Edit> edits) {
    int depth = 0;
    int tuples = 0;
    int width = 1;
    for (int i = item.open() + 2; i < item.close(); i++) {
      Token token = from.get(i);
      depth += TokenCursor.nesting(token);
      if (depth == 1 && token.isSymbol(",") && tuples == 0) {
        width++;
      }
      if (depth == 0 && token.isSymbol(")")) {
        tuples++;
        edits.add(new RewrittenText.Edit(token.start(), token.start(), ", " + tuples));
      }
    }
    return alias(from, item.close() + 1, "", edits, "column" + (width + 1));
  }

  private static Named function(
      List<Token> from, int open, FanOutItems.Item item, List<RewrittenText.Edit> edits) {
    int i = item.close() + 1;
    String name = from.get(open - 1).value();
    boolean counted =
        i + 1 < from.size() && from.get(i).isWord("with") && from.get(i + 1).isWord("ordinality");
    if (counted) {
      return existing(from, i + 2, name);
    }
    int end = from.get(item.close()).end();
    edits.add(new RewrittenText.Edit(end, end, " WITH ORDINALITY"));
    return alias(from, i, name, edits, "ordinality");
  }

  /** The count that the statement itself asks for: the second column of the alias. */
  private static Named existing(List<Token> from, int at, String function) {
    int i = at < from.size() && from.get(at).isWord("as") ? at + 1 : at;
    boolean named = isAlias(from, i);
    String alias = named ? from.get(i).value() : function;
    boolean listed = named && i + 4 < from.size() && from.get(i + 1).isSymbol("(");
    boolean second = listed && from.get(i + 3).isSymbol(",");
    return new Named(alias, second ? from.get(i + 4).value() : "ordinality");
  }

  /** Adds the count to the alias's columns, if it names them. */
  private static Named alias(
      List<Token> from, int at, String otherwise, List<RewrittenText.Edit> edits, String unnamed) {
    int i = at < from.size() && from.get(at).isWord("as") ? at + 1 : at;
    if (!isAlias(from, i)) {
      return new Named(otherwise, unnamed);
    }
    String alias = from.get(i).value();
    if (i + 1 < from.size() && from.get(i + 1).isSymbol("(")) {
      int close = i + 2;
      while (!from.get(close).isSymbol(")")) {
        close++;
      }
      int end = from.get(close).start();
      String column = ORDINAL + "_" + alias;
      edits.add(new RewrittenText.Edit(end, end, ", " + TableId.quote(column)));
      return new Named(alias, column);
    }
    return new Named(alias, unnamed);
  }

  private static boolean isAlias(List<Token> from, int i) {
    return i < from.size()
        && from.get(i).isName()
        && !(from.get(i).kind() == Token.Kind.WORD && CLAUSES.contains(from.get(i).value()));
  }

  /** The tokens after the select list's FROM. */
  private static List<Token> from(StatementText statement) {
    StatementText.Item last = statement.items().get(statement.items().size() - 1);
    return statement.selectTokens().stream().filter(t -> t.start() > last.span().to()).toList();
  }
}
