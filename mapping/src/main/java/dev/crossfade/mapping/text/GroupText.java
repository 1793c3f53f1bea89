package dev.crossfade.mapping.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a statement groups by, as it is written. */
public final class GroupText {

  private static final Set<String> ENDS =
      Set.of("having", "window", "order", "limit", "offset", "fetch", "for", "union");
  private static final Set<String> NO_ALIAS = Set.of("end", "null", "true", "false", "unknown");

  private GroupText() {}

  /** The expressions of GROUP BY, or of a SELECT DISTINCT, in order; none if there is neither. */
  public static List<StatementText.Span> keys(StatementText statement) {
    List<Token> select = statement.selectTokens();
    int first = SelectList.first(select);
    if (first >= 0 && select.get(first + 1).isWord("distinct")) {
      return statement.items().stream().map(GroupText::plain).toList();
    }
    List<List<Token>> items = groupBy(statement);
    return items.stream().map(item -> key(item, statement)).toList();
  }

  /** How many expressions GROUP BY lists. */
  public static int listed(StatementText statement) {
    return groupBy(statement).size();
  }

  /** Adds columns to GROUP BY, which is there. */
  public static RewrittenText.Edit with(StatementText statement, List<String> columns) {
    List<List<Token>> items = groupBy(statement);
    List<Token> last = items.get(items.size() - 1);
    int end = last.get(last.size() - 1).end();
    return new RewrittenText.Edit(end, end, ", " + String.join(", ", columns));
  }

  private static List<List<Token>> groupBy(StatementText statement) {
    StatementText.Item last = statement.items().get(statement.items().size() - 1);
    List<List<Token>> items = new ArrayList<>();
    List<Token> item = new ArrayList<>();
    int depth = 0;
    boolean inside = false;
    Token before = last.tokens().get(0);
    for (Token token : statement.selectTokens()) {
      if (token.start() <= last.span().to()) {
        continue;
      }
      depth += TokenCursor.nesting(token);
      if (depth == 0 && token.isWord("by") && before.isWord("group")) {
        inside = true;
      } else if (inside
          && depth == 0
          && token.kind() == Token.Kind.WORD
          && ENDS.contains(token.value())) {
        break;
      } else if (inside && depth == 0 && token.isSymbol(",")) {
        items.add(List.copyOf(item));
        item.clear();
      } else if (inside) {
        item.add(token);
      }
      before = token;
    }
    if (!item.isEmpty()) {
      items.add(item);
    }
    return items;
  }

  /** A number or an alias stands for an item of the select list. */
  private static StatementText.Span key(List<Token> item, StatementText statement) {
    Token first = item.get(0);
    if (item.size() == 1) {
      if (first.value().matches("\\d+")) {
        return plain(statement.items().get(Integer.parseInt(first.value()) - 1));
      }
      Optional<StatementText.Item> named =
          statement.items().stream()
              .filter(i -> alias(i.tokens()) > 0)
              .filter(i -> i.tokens().get(i.tokens().size() - 1).value().equals(first.value()))
              .findFirst();
      if (named.isPresent()) {
        return plain(named.get());
      }
    }
    return new StatementText.Span(first.start(), item.get(item.size() - 1).end());
  }

  /** An item without its alias. */
  private static StatementText.Span plain(StatementText.Item item) {
    List<Token> tokens = item.tokens();
    Token last = tokens.get(tokens.size() - 1 - alias(tokens));
    return new StatementText.Span(tokens.get(0).start(), last.end());
  }

  /** How many tokens at the end are the alias. */
  private static int alias(List<Token> tokens) {
    int size = tokens.size();
    Token last = tokens.get(size - 1);
    if (size < 2 || !last.isName() || NO_ALIAS.contains(last.value())) {
      return 0;
    }
    Token before = tokens.get(size - 2);
    if (before.isWord("as")) {
      return 2;
    }
    boolean operand = before.isSymbol(")") || before.kind() != Token.Kind.SYMBOL;
    return operand ? 1 : 0;
  }
}
