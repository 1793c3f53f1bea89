package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.plan.Expression;
import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.schemas.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Warns where an old value may not fit its new column: such rows become dead letters. */
final class FitWarnings {

  /** Functions that give a value whatever they are given. */
  private static final Set<String> NEVER_NULL =
      Set.of(
          "concat(any)",
          "json_build_array(any)",
          "json_build_object(any)",
          "jsonb_build_array(any)",
          "jsonb_build_object(any)");

  private static final List<String> INTEGERS = List.of("int2", "int4", "int8");
  private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");

  private final SourceText source;
  private final Problems problems;
  private final OldSide old;

  FitWarnings(SourceText source, Problems problems, OldSide old) {
    this.source = source;
    this.problems = problems;
    this.old = old;
  }

  void warn(List<Draft> drafts) {
    for (Draft draft : drafts) {
      Nullability nullability = new Nullability(draft, old);
      for (Draft.Value value : draft.values()) {
        if (value instanceof Draft.Computed computed) {
          warn(computed, nullability);
        }
      }
    }
  }

  private void warn(Draft.Computed value, Nullability nullability) {
    Place place = source.placeOf(value.at());
    ColumnType from = value.selected().type();
    ColumnType to = value.column().type();
    String column = value.column().name();
    boolean literal = value.selected() instanceof Expression.Constant;
    if (!literal && mayBeTooLong(from, to)) {
      problems.warning(
          "CF101",
          place,
          "a text may not fit " + column + ", a " + to.display(),
          "rows that do not fit become dead letters 22001");
    }
    if (!literal
        && INTEGERS.indexOf(from.base()) > INTEGERS.indexOf(to.base())
        && INTEGERS.contains(to.base())) {
      problems.warning(
          "CF102",
          place,
          "a " + from.display() + " may not fit " + column + ", " + article(to) + to.display(),
          "rows that do not fit become dead letters 22003");
    }
    if (value.column().notNull() && nullability.mayBeNull(value.selected())) {
      problems.warning(
          "CF103",
          place,
          "a value that can be NULL goes into " + column + ", which is NOT NULL",
          "rows with NULL become dead letters 23502; COALESCE gives them a value");
    }
    List<String> lost = lostLabels(from, to);
    if (!lost.isEmpty()) {
      problems.warning(
          "CF104",
          place,
          "the new type of " + column + " lacks " + String.join(", ", lost),
          "rows with these become dead letters 22P02; CASE maps them to others");
    }
  }

  private static String article(ColumnType type) {
    return type.display().startsWith("i") ? "an " : "a ";
  }

  private static boolean mayBeTooLong(ColumnType from, ColumnType to) {
    boolean limited =
        (to.base().equals("varchar") || to.base().equals("bpchar")) && to.modifier() != -1;
    boolean shorter =
        TEXTS.contains(from.base())
            && !from.base().equals("text")
            && from.modifier() != -1
            && from.modifier() <= to.modifier();
    return limited && TEXTS.contains(from.base()) && !shorter;
  }

  private static List<String> lostLabels(ColumnType from, ColumnType to) {
    if (from.kind() != ColumnType.Kind.ENUM || to.kind() != ColumnType.Kind.ENUM) {
      return List.of();
    }
    List<String> lost = new ArrayList<>(from.enumLabels());
    lost.removeAll(to.enumLabels());
    return lost;
  }

  /** Whether an expression can give NULL, as far as the catalog tells. */
  private record Nullability(Draft draft, OldSide old) {

    boolean mayBeNull(Expression value) {
      if (value instanceof Expression.Column column) {
        return OptionalSides.mayBeNull(draft.from(), column)
            && !NotNullConditions.hold(draft.from(), value);
      }
      if (value instanceof Expression.Constant constant) {
        return constant.text() == null;
      }
      if (value instanceof Expression.Coalesce coalesce) {
        return coalesce.arguments().stream().allMatch(this::mayBeNull);
      }
      if (value instanceof Expression.Case choice) {
        return mayBeNull(choice.otherwise())
            || choice.whens().stream().anyMatch(w -> mayBeNull(w.result()));
      }
      if (value instanceof Expression.FanOutColumn column) {
        return NotNullConditions.mayBeNull(draft.from(), column, this::mayBeNull);
      }
      if (value instanceof Expression.Call call && NEVER_NULL.contains(call.function())) {
        return false;
      }
      if (value instanceof Expression.NullTest || value instanceof Expression.BooleanTest) {
        return false;
      }
      return dev.crossfade.mapping.plan.ExpressionColumns.children(value).stream()
          .anyMatch(this::mayBeNull);
    }
  }
}
