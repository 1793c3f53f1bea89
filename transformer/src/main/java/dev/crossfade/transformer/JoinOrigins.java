package dev.crossfade.transformer;

import dev.crossfade.mapping.execution.JoinFunction;
import dev.crossfade.mapping.plan.PlanNode.Driver;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowWriter;
import dev.crossfade.schemas.SingleObject;
import java.util.List;

/**
 * Names what comes into a join and what it gives: its driving row, and the key it met others at.
 */
final class JoinOrigins {

  private final Driver driver;
  private final RowLayout given;
  private final List<ArrivingOrigins> sides;
  private final RowWriter out = new RowWriter(128);

  JoinOrigins(JoinFunction function, MigrationPlan plan) {
    this.driver = function.driver();
    this.given = function.common().origin().layout(plan);
    this.sides =
        function.common().inputs().stream().map(input -> new ArrivingOrigins(input, plan)).toList();
  }

  /** The origin of a row that has come in. */
  byte[] of(int side, Contribution message) {
    return sides.get(side).of(message);
  }

  /** The origin of what a driving row gives. */
  byte[] given(int side, byte[] origin, byte[] key) {
    if (driver != Driver.BOTH) {
      out.reset().rawBytes(origin, 0, origin.length);
    } else {
      int end = sides.get(side).end(origin);
      out.reset().header(given);
      nulls(side == 1 ? sides.get(0).size() : 0);
      out.rawBytes(origin, SingleObject.HEADER_LENGTH, end - SingleObject.HEADER_LENGTH);
      nulls(side == 0 ? sides.get(1).size() : 0);
      out.rawBytes(origin, end, origin.length - end);
    }
    return out.rawLong(key.length).rawBytes(key, 0, key.length).toBytes();
  }

  private void nulls(int count) {
    for (int i = 0; i < count; i++) {
      out.putNull();
    }
  }
}
