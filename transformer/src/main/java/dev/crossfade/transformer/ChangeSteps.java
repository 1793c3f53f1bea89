package dev.crossfade.transformer;

import dev.crossfade.schemas.ChangeLayout;
import dev.crossfade.schemas.ChangeView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is done with a change of one old table: all statements that read it, in order.
 */
final class ChangeSteps {

  private final ChangeView view;
  private final List<Step> steps;
  private final List<Meter> meters;

  ChangeSteps(ChangeLayout layout, List<Step> steps, List<Meter> meters) {
    this.view = new ChangeView(layout);
    this.steps = List.copyOf(steps);
    this.meters = List.copyOf(meters);
  }

  /**
   * A step that cannot be done in one call.
   *
   * @param step its place, from 0
   */
  record Rest(int step, Step.Slices slices) {}

  /**
   * Reads a record of the old topic.
   *
   * @throws dev.crossfade.schemas.WireFormatException if it is none
   */
  Change read(byte[] key, byte[] value, long timestamp) {
    return new Change(key, view.wrap(value), timestamp);
  }

  /** Does the steps from {@code from} on; null if all are done, else the one it stopped at. */
  @Nullable Rest apply(Change change, int from) {
    for (int i = from; i < steps.size(); i++) {
      Step.Slices slices = steps.get(i).apply(change);
      if (slices != null) {
        return new Rest(i, slices);
      }
    }
    boolean snapshot = change.view().snapshot();
    for (int i = 0; i < meters.size(); i++) {
      meters.get(i).snapshot(snapshot);
    }
    return null;
  }

  int size() {
    return steps.size();
  }
}
