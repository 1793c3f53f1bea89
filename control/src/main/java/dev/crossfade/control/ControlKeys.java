package dev.crossfade.control;

import dev.crossfade.schemas.TableId;

/** The keys of the control topic. */
public final class ControlKeys {

  /** The extractor's position, as the extractor writes it, inside its transactions. */
  public static final String POSITION = "position";

  /** Which extractor was started last: that one writes. */
  public static final String EXTRACTOR = "extractor";

  /** The number of the current generation. */
  public static final String GENERATION = "generation";

  /** {@link KafkaIdentity} at {@code prepare}. */
  public static final String IDENTITY = "identity";

  private ControlKeys() {}

  /** A generation's {@link dev.crossfade.schemas.MigrationPlan}. */
  public static String plan(int generation) {
    return "plan/" + generation;
  }

  /** One chunk of the snapshot of a table or partition. */
  public static String ledger(TableId table, String chunk) {
    return ledgerOf(table) + chunk;
  }

  /** What all ledger keys of a table begin with. */
  public static String ledgerOf(TableId table) {
    return "ledger/" + table.quoted() + "/";
  }

  /** A service's {@link StatusReport}. */
  public static String status(String service, String instance) {
    return "status/" + service + "/" + instance;
  }
}
