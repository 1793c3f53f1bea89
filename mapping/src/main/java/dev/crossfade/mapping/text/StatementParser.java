package dev.crossfade.mapping.text;

import dev.crossfade.mapping.problems.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts mapping.sql into statements and each statement into its halves. */
public final class StatementParser {

  private static final Set<String> SELECT_STARTS = Set.of("select", "with", "(");
  private static final String FORM =
      "write INSERT INTO table (columns) SELECT … [ON CONFLICT (columns) DO UPDATE]";

  private final SourceText source;
  private final Problems problems;

  public StatementParser(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The statements that have the one form we know; every other one is a problem. */
  public List<StatementText> statements() {
    List<StatementText> statements = new ArrayList<>();
    List<Token> statement = new ArrayList<>();
    int number = 0;
    List<Token> tokens = new ArrayList<>(Tokenizer.tokens(source, problems));
    int end = source.text().length();
    tokens.add(new Token(Token.Kind.SYMBOL, end, end, ";"));
    for (Token token : tokens) {
      if (!token.isSymbol(";")) {
        statement.add(token);
      } else if (!statement.isEmpty()) {
        number++;
        statements.addAll(parse(number, List.copyOf(statement)));
        statement.clear();
      }
    }
    if (number == 0) {
      problems.error("CF018", source.placeOf(0), "there is no statement here", FORM);
    }
    return statements;
  }

  private List<StatementText> parse(int number, List<Token> tokens) {
    TokenCursor cursor = new TokenCursor(tokens);
    Token first = cursor.take();
    if (!first.isWord("insert") || !cursor.takeWord("into")) {
      return refuse(
          "CF011",
          first,
          "a mapping is made of INSERT … SELECT statements, this is "
              + source.between(first.start(), first.end()),
          FORM);
    }
    StatementText.Target target = target(cursor);
    if (target == null) {
      return refuse("CF011", cursor.peek(), "a table's name was expected here", FORM);
    }
    List<StatementText.Named> columns = names(cursor);
    if (columns.isEmpty()) {
      return refuse(
          "CF012",
          cursor.peek(),
          "the list of the columns to write was expected here",
          "name the columns: INSERT INTO " + target.name() + " (column, …) SELECT …");
    }
    boolean overriding = cursor.takeWord("overriding");
    if (overriding) {
      Token which = cursor.take();
      cursor.take();
      if (!which.isWord("system")) {
        return refuse(
            "CF017",
            which,
            "OVERRIDING USER VALUE throws the values away",
            "leave the identity column out of the list, or say OVERRIDING SYSTEM VALUE");
      }
    }
    Token start = cursor.peek();
    if (!SELECT_STARTS.contains(start.value()) || start.kind() == Token.Kind.QUOTED) {
      return refuse("CF016", start, "a SELECT was expected here", FORM);
    }
    return halves(number, tokens, cursor.index(), target, columns, overriding);
  }

  private List<StatementText> halves(
      int number,
      List<Token> tokens,
      int selectStart,
      StatementText.Target target,
      List<StatementText.Named> columns,
      boolean overriding) {
    int conflictStart = tokens.size();
    int depth = 0;
    for (int i = selectStart; i < tokens.size(); i++) {
      depth += TokenCursor.nesting(tokens.get(i));
      if (depth < 0) {
        return refuse("CF011", tokens.get(i), "this bracket was never opened", null);
      }
      if (depth == 0 && tokens.get(i).isWord("returning")) {
        return refuse("CF013", tokens.get(i), "RETURNING has nobody to return to", "leave it out");
      }
      if (depth == 0
          && tokens.get(i).isWord("on")
          && i + 1 < tokens.size()
          && tokens.get(i + 1).isWord("conflict")) {
        conflictStart = i;
      }
    }
    if (depth > 0) {
      return refuse(
          "CF011",
          tokens.get(tokens.size() - 1),
          "a bracket of this statement is not closed",
          null);
    }
    List<StatementText.Named> conflict = null;
    if (conflictStart < tokens.size()) {
      conflict = conflict(tokens.subList(conflictStart, tokens.size()));
      if (conflict == null) {
        return List.of();
      }
    }
    List<Token> select = tokens.subList(selectStart, conflictStart);
    int main = Math.max(0, SelectList.first(select));
    List<Token> with = select.subList(0, main);
    List<StatementText> branches = new ArrayList<>();
    for (List<Token> branch : branches(select.subList(main, select.size()))) {
      List<Token> own = new ArrayList<>(with);
      own.addAll(branch);
      int from = branch.get(0).start();
      branches.add(
          new StatementText(
              number,
              branches.size(),
              tokens,
              target,
              columns,
              overriding,
              new StatementText.Span(own.get(0).start(), branch.get(branch.size() - 1).end()),
              with.isEmpty()
                  ? Optional.empty()
                  : Optional.of(new StatementText.Span(select.get(main).start(), from)),
              SelectList.items(own),
              conflict));
    }
    return branches;
  }

  /** The SELECTs between UNION ALL; one if it is anything else. */
  private static List<List<Token>> branches(List<Token> select) {
    List<List<Token>> branches = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i + 2 < select.size(); i++) {
      depth += TokenCursor.nesting(select.get(i));
      if (depth == 0
          && select.get(i).isWord("union")
          && select.get(i + 1).isWord("all")
          && select.get(i + 2).isWord("select")) {
        branches.add(select.subList(from, i));
        from = i + 2;
      }
    }
    branches.add(select.subList(from, select.size()));
    boolean plain = branches.stream().allMatch(branch -> branch.get(0).isWord("select"));
    return plain ? branches : List.of(select);
  }

  /** The columns of ON CONFLICT (columns) DO UPDATE; null (and a problem) for any other form. */
  private @Nullable List<StatementText.Named> conflict(List<Token> tokens) {
    String mend = "write ON CONFLICT (columns) DO UPDATE: all other listed columns are set";
    TokenCursor cursor = new TokenCursor(tokens);
    cursor.take();
    cursor.take();
    Token open = cursor.peek();
    List<StatementText.Named> columns = names(cursor);
    if (columns.isEmpty()) {
      refuse("CF014", open, "ON CONFLICT needs the columns of a unique key", mend);
      return null;
    }
    Token verb = cursor.take();
    Token what = cursor.take();
    if (verb.isWord("do") && what.isWord("nothing")) {
      refuse(
          "CF014",
          what,
          "which row DO NOTHING keeps would depend on the order of arrival",
          mend + "; or leave ON CONFLICT out: then the first stands, the others are dead letters");
      return null;
    }
    if (!verb.isWord("do") || !what.isWord("update")) {
      refuse("CF014", verb, "this form of ON CONFLICT is not in the dialect", mend);
      return null;
    }
    if (!cursor.atEnd()) {
      refuse("CF014", cursor.peek(), "nothing follows ON CONFLICT … DO UPDATE", mend);
      return null;
    }
    return columns;
  }

  private static StatementText.@Nullable Target target(TokenCursor cursor) {
    Token name = cursor.peek();
    if (!name.isName()) {
      return null;
    }
    cursor.take();
    if (!cursor.takeSymbol(".")) {
      return new StatementText.Target(null, name.value(), name.start());
    }
    Token inSchema = cursor.take();
    return inSchema.isName()
        ? new StatementText.Target(name.value(), inSchema.value(), name.start())
        : null;
  }

  /** {@code (name, name)}; empty if it is anything else, and the cursor is where it failed. */
  private static List<StatementText.Named> names(TokenCursor cursor) {
    List<StatementText.Named> names = new ArrayList<>();
    if (!cursor.takeSymbol("(")) {
      return List.of();
    }
    do {
      Token name = cursor.peek();
      if (!name.isName()) {
        return List.of();
      }
      cursor.take();
      names.add(new StatementText.Named(name.value(), name.start()));
    } while (cursor.takeSymbol(","));
    return cursor.takeSymbol(")") ? names : List.of();
  }

  private List<StatementText> refuse(
      String code, Token where, String message, @Nullable String hint) {
    problems.error(code, source.placeOf(where.start()), message, hint);
    return List.of();
  }
}
