package dev.crossfade.mapping.text;

import dev.crossfade.mapping.problems.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the late references of a statement. */
public final class LateReferenceParser {

  private static final String FORM =
      "write (SELECT t.id FROM new.table t WHERE t.key = …) as a whole select item, with an"
          + " equality for every column of a unique key";

  private final SourceText source;
  private final Problems problems;

  public LateReferenceParser(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** Whether the tokens mention the schema {@code new}. */
  public static boolean mentionsNew(List<Token> tokens) {
    return firstNew(tokens) >= 0;
  }

  private static int firstNew(List<Token> tokens) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      boolean starts = i == 0 || !tokens.get(i - 1).isSymbol(".");
      if (starts && tokens.get(i).isWord("new") && tokens.get(i + 1).isSymbol(".")) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The late reference that a select item is; empty if it mentions none, or (with a problem) if it
   * has another form.
   *
   * @param columnsOfTable tells which unqualified names are columns of the table looked into
   */
  public Optional<LateReferenceText> parse(List<Token> item, ColumnsOf columnsOfTable) {
    int at = firstNew(item);
    if (at < 0) {
      return Optional.empty();
    }
    TokenCursor cursor = new TokenCursor(item);
    Token open = cursor.take();
    boolean begins = open.isSymbol("(") && cursor.takeWord("select");
    List<Token> selected = new ArrayList<>();
    while (begins && !cursor.atEnd() && !cursor.peek().isWord("from")) {
      selected.add(cursor.take());
    }
    if (!begins || selected.isEmpty() || !cursor.takeWord("from") || cursor.index() != at) {
      return refuse(item.get(at), "a late reference has another form than this");
    }
    Token schema = cursor.take();
    cursor.take();
    Token table = cursor.take();
    StatementText.Span tableSpan = new StatementText.Span(schema.start(), table.end());
    boolean as = cursor.takeWord("as");
    String alias = table.value();
    boolean aliased = as || (cursor.peek().isName() && !cursor.peek().isWord("where"));
    if (aliased) {
      alias = cursor.take().value();
    }
    Reader reader = new Reader(alias, columnsOfTable.of(table.value()));
    Optional<StatementText.Named> column = reader.own(selected);
    if (!cursor.takeWord("where") || column.isEmpty()) {
      return refuse(cursor.peek(), "a late reference selects one column by its key");
    }
    List<Token> conditions = new ArrayList<>();
    int depth = 0;
    while (!cursor.atEnd() && !(depth == 0 && cursor.peek().isSymbol(")"))) {
      depth += TokenCursor.nesting(cursor.peek());
      conditions.add(cursor.take());
    }
    Token close = cursor.take();
    List<LateReferenceText.Equality> key = new ArrayList<>();
    for (List<Token> condition : split(conditions, t -> t.isWord("and"))) {
      Optional<LateReferenceText.Equality> equality = reader.equality(condition);
      if (equality.isEmpty()) {
        return refuse(
            condition.isEmpty() ? close : condition.get(0),
            "this condition of a late reference is no equality with a column of new."
                + table.value());
      }
      key.add(equality.get());
    }
    if (!isAlias(item.subList(cursor.index(), item.size()))) {
      return refuse(cursor.peek(), "a late reference is a whole select item");
    }
    return Optional.of(
        new LateReferenceText(
            new StatementText.Span(open.start(), close.end()),
            new StatementText.Named(table.value(), schema.start()),
            tableSpan,
            aliased,
            column.get(),
            key));
  }

  /** Names the columns of a new table; none if there is no such table. */
  public interface ColumnsOf {
    Set<String> of(String table);
  }

  private interface Separator {
    boolean is(Token token);
  }

  private static boolean isAlias(List<Token> rest) {
    int start = !rest.isEmpty() && rest.get(0).isWord("as") ? 1 : 0;
    return rest.size() - start == 0 || (rest.size() - start == 1 && rest.get(start).isName());
  }

  private static List<List<Token>> split(List<Token> tokens, Separator separator) {
    List<List<Token>> parts = new ArrayList<>();
    List<Token> part = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens) {
      depth += TokenCursor.nesting(token);
      if (depth == 0 && separator.is(token)) {
        parts.add(List.copyOf(part));
        part.clear();
      } else {
        part.add(token);
      }
    }
    parts.add(List.copyOf(part));
    return parts;
  }

  private Optional<LateReferenceText> refuse(Token where, String message) {
    problems.error("CF020", source.placeOf(where.start()), message, FORM);
    return Optional.empty();
  }

  /** Tells the columns of the table looked into from the others. */
  private record Reader(String alias, Set<String> columns) {

    Optional<StatementText.Named> own(List<Token> side) {
      if (side.size() == 3
          && side.get(0).isName()
          && side.get(0).value().equals(alias)
          && side.get(1).isSymbol(".")
          && side.get(2).isName()) {
        return Optional.of(new StatementText.Named(side.get(2).value(), side.get(2).start()));
      }
      if (side.size() == 1 && side.get(0).isName() && columns.contains(side.get(0).value())) {
        return Optional.of(new StatementText.Named(side.get(0).value(), side.get(0).start()));
      }
      return Optional.empty();
    }

    Optional<LateReferenceText.Equality> equality(List<Token> condition) {
      List<List<Token>> sides = split(condition, t -> t.isSymbol("="));
      if (sides.size() != 2 || sides.get(0).isEmpty() || sides.get(1).isEmpty()) {
        return Optional.empty();
      }
      Optional<StatementText.Named> left = own(sides.get(0));
      Optional<StatementText.Named> right = own(sides.get(1));
      if (left.isPresent() && !mentionsOwn(sides.get(1))) {
        return Optional.of(new LateReferenceText.Equality(left.get(), span(sides.get(1))));
      }
      if (right.isPresent() && !mentionsOwn(sides.get(0))) {
        return Optional.of(new LateReferenceText.Equality(right.get(), span(sides.get(0))));
      }
      return Optional.empty();
    }

    private boolean mentionsOwn(List<Token> side) {
      for (int i = 0; i < side.size(); i++) {
        boolean qualifier = i + 1 < side.size() && side.get(i + 1).isSymbol(".");
        boolean qualified = i > 0 && side.get(i - 1).isSymbol(".");
        Token token = side.get(i);
        if (token.isName()
            && !qualified
            && (qualifier ? token.value().equals(alias) : columns.contains(token.value()))) {
          return true;
        }
      }
      return false;
    }

    private static StatementText.Span span(List<Token> tokens) {
      return new StatementText.Span(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }
  }
}
