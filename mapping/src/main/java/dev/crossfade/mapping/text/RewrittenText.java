package dev.crossfade.mapping.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A part of mapping.sql with some of it replaced, that knows where each character came from. */
public final class RewrittenText {

  /**
   * Other characters in place of those from {@code from} up to {@code to}.
   *
   * @param from an offset in the file
   */
  public record Edit(int from, int to, String replacement) {}

  private record Piece(int outStart, int outEnd, int source, boolean verbatim) {}

  private final String text;
  private final List<Piece> pieces;

  private RewrittenText(String text, List<Piece> pieces) {
    this.text = text;
    this.pieces = List.copyOf(pieces);
  }

  /** The file's characters from {@code from} up to {@code to}, edited; edits do not overlap. */
  public static RewrittenText of(SourceText source, int from, int to, List<Edit> edits) {
    StringBuilder out = new StringBuilder();
    List<Piece> pieces = new ArrayList<>();
    int at = from;
    List<Edit> inOrder =
        edits.stream()
            .filter(edit -> edit.from() >= from && edit.to() <= to)
            .sorted(Comparator.comparingInt(Edit::from))
            .toList();
    for (Edit edit : inOrder) {
      copy(source, at, edit.from(), out, pieces);
      int start = out.length();
      out.append(edit.replacement());
      pieces.add(new Piece(start, out.length(), edit.from(), false));
      at = edit.to();
    }
    copy(source, at, to, out, pieces);
    return new RewrittenText(out.toString(), pieces);
  }

  private static void copy(
      SourceText source, int from, int to, StringBuilder out, List<Piece> pieces) {
    int start = out.length();
    out.append(source.text(), from, to);
    pieces.add(new Piece(start, out.length(), from, true));
  }

  public String text() {
    return text;
  }

  /** Where in the file the character at {@code offset} of {@link #text} came from. */
  public int sourceOf(int offset) {
    for (Piece piece : pieces) {
      if (offset >= piece.outStart() && offset < piece.outEnd()) {
        return piece.verbatim() ? piece.source() + offset - piece.outStart() : piece.source();
      }
    }
    Piece last = pieces.get(pieces.size() - 1);
    return last.source() + (last.verbatim() ? last.outEnd() - last.outStart() : 0);
  }
}
