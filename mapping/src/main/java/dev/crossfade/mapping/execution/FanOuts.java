package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.evaluation.ElementFanOut;
import dev.crossfade.mapping.evaluation.FanOutFunction;
import dev.crossfade.mapping.evaluation.SeriesFanOut;
import dev.crossfade.mapping.plan.PlanNode;

/** Makes the evaluator's fan-outs of the plan's. */
final class FanOuts {

  private FanOuts() {}

  static FanOutFunction of(PlanNode.Tuples tuples) {
    if (tuples instanceof PlanNode.Values values) {
      return FanOutFunction.values(values.rows());
    }
    if (tuples instanceof PlanNode.Series series) {
      return SeriesFanOut.of(series.expressions(), series.ordinality());
    }
    PlanNode.Elements elements = (PlanNode.Elements) tuples;
    return ElementFanOut.of(elements.array(), elements.ordinality(), elements.asText());
  }
}
