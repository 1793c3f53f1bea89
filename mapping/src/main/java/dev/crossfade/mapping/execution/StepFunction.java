package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.TableId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in a statement where rows meet, and what becomes of what comes of it. Used by one thread.
 */
public sealed interface StepFunction permits JoinFunction, GroupFunction {

  /** What all steps have. */
  Common common();

  /**
   * What all steps have.
   *
   * @param statement the statement
   * @param index its place in the plan, from 0
   * @param step the step's number in the statement, from 0
   * @param place its place in the order among origins, among all functions and steps of the plan
   * @param inputs where its rows come from: the old tables and earlier steps right before it
   * @param origin what tells the rows apart that it gives
   * @param rows the layout of those rows
   * @param next what becomes of them
   * @param target where they go then
   */
  record Common(
      MappedStatement statement,
      int index,
      int step,
      int place,
      List<Input> inputs,
      OriginShape origin,
      RowLayout rows,
      RowMapper next,
      Target target) {
    public Common {
      inputs = List.copyOf(inputs);
    }

    /** The old tables whose rows come here straight. */
    public Stream<TableId> tables() {
      return inputs.stream().flatMap(input -> Stream.ofNullable(input.table()));
    }

    /** The steps whose rows come here. */
    public Stream<Integer> steps() {
      return inputs.stream().filter(input -> input.table() == null).map(Input::step);
    }
  }

  /**
   * One input of a step.
   *
   * @param table the old table its rows come from, null if they come from another step
   * @param step that step, -1 if a table
   * @param origin what tells its rows apart, before a fan-out's ordinal
   * @param counted whether the ordinal of a fan-out below tells them apart too
   * @param told what tells them apart, that ordinal included
   * @param rows their layout
   */
  record Input(
      @Nullable TableId table,
      int step,
      OriginShape origin,
      boolean counted,
      OriginShape told,
      RowLayout rows) {}
}
