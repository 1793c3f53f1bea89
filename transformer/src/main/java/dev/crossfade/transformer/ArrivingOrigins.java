package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.StepFunction;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.SingleObject;

/**
 * The origins of the rows that come into a step: with the ordinal of a fan-out below, if there is
 * one.
 */
final class ArrivingOrigins {

  private final RowView arriving;
  private final boolean counted;
  private final RowLayout layout;
  private final RowView view;
  private final RowWriter out = new RowWriter(128);

  ArrivingOrigins(StepFunction.Input input, MigrationPlan plan) {
    this.arriving = new RowView(input.origin().layout(plan));
    this.counted = input.counted();
    this.layout = input.told().layout(plan);
    this.view = new RowView(layout);
  }

  byte[] of(Contribution message) {
    byte[] origin = message.oldKey().array();
    if (!counted) {
      return origin;
    }
    int end = arriving.wrap(origin).end();
    out.reset().header(layout);
    out.rawBytes(origin, SingleObject.HEADER_LENGTH, end - SingleObject.HEADER_LENGTH);
    out.putLong(message.ordinal());
    return out.rawBytes(origin, end, origin.length - end).toBytes();
  }

  /** Where the fields of an origin end, and the keys begin that its rows met at. */
  int end(byte[] origin) {
    return view.wrap(origin).end();
  }

  /** How many fields they have. */
  int size() {
    return layout.size();
  }
}
