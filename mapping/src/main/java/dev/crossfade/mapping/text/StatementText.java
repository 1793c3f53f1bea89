package dev.crossfade.mapping.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One INSERT … SELECT of mapping.sql, cut into its halves.
 *
 * @param number its place in the file, from 1
 * @param branch its place among the branches of a UNION ALL, from 0; each is a text of its own
 * @param tokens all its tokens, without the {@code ;}
 * @param target the new table's name as written: one part, or schema and name
 * @param columns the INSERT list
 * @param overridingSystem whether it says OVERRIDING SYSTEM VALUE
 * @param select where its SELECT begins and ends
 * @param others what between those is not its own: the branches that share its WITH before it
 * @param items the select list, empty if it could not be told apart
 * @param conflict the ON CONFLICT columns, null without that half
 */
public record StatementText(
    int number,
    int branch,
    List<Token> tokens,
    Target target,
    List<Named> columns,
    boolean overridingSystem,
    Span select,
    Optional<Span> others,
    List<Item> items,
    @Nullable List<Named> conflict) {

  /** Offsets in the file: the first character and the one after the last. */
  public record Span(int from, int to) {

    boolean contains(Token token) {
      return token.start() >= from && token.end() <= to;
    }
  }

  /** A name and where it stands. */
  public record Named(String name, int at) {}

  /** The name of the table written. */
  public record Target(@Nullable String schema, String name, int at) {}

  /**
   * One item of the select list.
   *
   * @param tokens its tokens, with the alias
   */
  public record Item(List<Token> tokens) {
    public Item {
      tokens = List.copyOf(tokens);
    }

    public Span span() {
      return new Span(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }
  }

  public StatementText {
    tokens = List.copyOf(tokens);
    columns = List.copyOf(columns);
    items = List.copyOf(items);
    conflict = conflict == null ? null : List.copyOf(conflict);
  }

  /** The same statement as another branch. */
  public StatementText asBranch(int number) {
    return new StatementText(
        this.number,
        number,
        tokens,
        target,
        columns,
        overridingSystem,
        select,
        others,
        items,
        conflict);
  }

  /** Where the statement begins. */
  public int at() {
    return tokens.get(0).start();
  }

  /** The tokens of its SELECT. */
  public List<Token> selectTokens() {
    return tokens.stream()
        .filter(t -> t.start() >= select.from() && t.end() <= select.to())
        .filter(t -> others.isEmpty() || !others.get().contains(t))
        .toList();
  }

  /** Its SELECT, edited. */
  public RewrittenText rewritten(SourceText source, List<RewrittenText.Edit> edits) {
    List<RewrittenText.Edit> all = new ArrayList<>(edits);
    others.ifPresent(span -> all.add(new RewrittenText.Edit(span.from, span.to, "")));
    return RewrittenText.of(source, select.from, select.to, all);
  }
}
