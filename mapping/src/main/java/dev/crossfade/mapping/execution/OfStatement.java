package dev.crossfade.mapping.execution;

import dev.crossfade.mapping.plan.MappedStatement;
import dev.crossfade.schemas.TableId;

/** A function that says of itself what its statement says. */
interface OfStatement extends StatementFunction {

  MappedStatement statement();

  @Override
  default int number() {
    return statement().number();
  }

  @Override
  default int branch() {
    return statement().branch();
  }

  @Override
  default TableId newTable() {
    return statement().newTable();
  }
}
