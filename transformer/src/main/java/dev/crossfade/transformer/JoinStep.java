package dev.crossfade.transformer;

import dev.crossfade.mapping.evaluation.Condition;
import dev.crossfade.mapping.execution.JoinFunction;
import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.schemas.Contribution;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.transformer.Deltas.Given;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the rows of two sides that meet at a key.
 *
 * <p>What a driving row gives is a function of it and of the rows that live on the other side: of
 * those that match, the one whose origin comes first, for where a key is unique there are two only
 * while a change is under way. A message changes one row of one side; each driving row that it
 * concerns sends the difference. Of one origin the last message to arrive is right, in whatever
 * order those of different origins come.
 */
final class JoinStep implements KeyedStep {

  private static final int LEFT = 0;
  private static final int RIGHT = 1;

  private final JoinFunction function;
  private final List<Role> roles;
  private final JoinOrigins origins;
  private final List<SideRows> sides;
  private final Deltas deltas;
  private final int sliceRows;
  private final byte[] noRight;
  private long lookedAt;

  /** What a driving row gives by whether another matches. */
  private enum Gives {
    /** The pair; nothing without a match. */
    PAIR,
    /** The pair; alone, with NULLs for the other, without a match. */
    PAIR_OR_ALONE,
    /** Alone, with NULLs for the other, if nothing matches. */
    ALONE_IF_NONE,
    /** Itself, if something matches. */
    ITSELF_IF_ANY,
    /** Itself, if nothing matches. */
    ITSELF_IF_NONE
  }

  /** What the rows of a side give. */
  private record Role(int driver, Gives gives) {}

  /**
   * @param sliceRows most driving rows that one call looks at
   */
  JoinStep(
      JoinFunction function, MigrationPlan plan, StoreSection store, Deltas deltas, int sliceRows) {
    this.function = function;
    this.roles = roles(function);
    this.origins = new JoinOrigins(function, plan);
    this.sides = List.of(side(LEFT, store), side(RIGHT, store));
    this.deltas = deltas;
    this.sliceRows = sliceRows;
    this.noRight = new byte[function.rightColumns()]; // a NULL is one zero byte
  }

  private SideRows side(int side, StoreSection store) {
    return function.isUnique(side) ? new FewRows(store, side) : new ManyRows(store, side);
  }

  private static List<Role> roles(JoinFunction join) {
    return switch (join.kind()) {
      case SEMI -> List.of(new Role(LEFT, Gives.ITSELF_IF_ANY));
      case ANTI -> List.of(new Role(LEFT, Gives.ITSELF_IF_NONE));
      case INNER, LEFT ->
          switch (join.driver()) {
            case LEFT ->
                List.of(
                    new Role(
                        LEFT,
                        join.kind() == dev.crossfade.mapping.plan.PlanNode.JoinKind.LEFT
                            ? Gives.PAIR_OR_ALONE
                            : Gives.PAIR));
            case RIGHT -> List.of(new Role(RIGHT, Gives.PAIR));
            case BOTH -> List.of(new Role(RIGHT, Gives.PAIR), new Role(LEFT, Gives.ALONE_IF_NONE));
          };
    };
  }

  /** One row of one side, and how a message changes it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Changed(
      byte[] key,
      int side,
      byte[] origin,
      byte @Nullable [] was,
      byte @Nullable [] is,
      long timestamp,
      boolean snapshot) {}

  /** A living row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Living(byte[] origin, byte[] fields) {}

  @Override
  public byte @Nullable [] take(
      byte[] key, Contribution message, long timestamp, boolean snapshot, byte @Nullable [] from) {
    int side = message.source();
    byte[] origin = origins.of(side, message);
    SideRows rows = sides.get(side);
    byte[] was = rows.get(key, origin);
    byte[] is = message.row() == null ? null : SideRows.fields(message.row().array());
    if (Arrays.equals(was, is)) {
      return null;
    }
    Changed changed = new Changed(key, side, origin, was, is, timestamp, snapshot);
    byte[] reached = null;
    for (Role role : roles) {
      if (role.driver != side) {
        reached = concerning(role, changed, from);
      } else if (from == null) {
        driving(role, changed);
      }
    }
    if (reached == null) {
      if (is == null) {
        rows.remove(key, origin);
      } else {
        rows.put(key, origin, is);
      }
    }
    return reached;
  }

  /** What the changed row itself gives. */
  private void driving(Role role, Changed changed) {
    Given was = given(role, changed.key, changed.was);
    Given is = given(role, changed.key, changed.is);
    byte[] origin = origins.given(changed.side, changed.origin, changed.key);
    deltas.send(origin, was, is, changed.timestamp, changed.snapshot);
  }

  private Given given(Role role, byte[] key, byte @Nullable [] driver) {
    if (driver == null) {
      return Given.NOTHING;
    }
    try (SideRows.Walk others = sides.get(other(role.driver)).rows(key, null)) {
      while (others.next()) {
        lookedAt++;
        Given pair = match(role, driver, others.fields());
        if (pair != null) {
          return pair;
        }
      }
    }
    return unmatched(role, driver);
  }

  /** What the driving rows give that the changed row of the other side concerns; in slices. */
  private byte @Nullable [] concerning(Role role, Changed changed, byte @Nullable [] from) {
    Living first = function.matchesByKey() ? firstOther(role, changed, null) : null;
    int done = 0;
    try (SideRows.Walk drivers = sides.get(role.driver).rows(changed.key, from)) {
      byte[] reached = null;
      while (drivers.next()) {
        if (done++ == sliceRows) {
          return reached;
        }
        lookedAt++;
        byte[] driver = drivers.fields();
        Living other = function.matchesByKey() ? first : firstOther(role, changed, driver);
        Given was = best(role, driver, other, changed.origin, changed.was);
        Given is = best(role, driver, other, changed.origin, changed.is);
        byte[] origin = origins.given(role.driver, drivers.origin(), changed.key);
        deltas.send(origin, was, is, changed.timestamp, changed.snapshot);
        reached = drivers.origin();
      }
    }
    return null;
  }

  /** The first row beside the changed one that matches the driving row. */
  private @Nullable Living firstOther(Role role, Changed changed, byte @Nullable [] driver) {
    try (SideRows.Walk others = sides.get(changed.side).rows(changed.key, null)) {
      while (others.next()) {
        lookedAt++;
        if (!Arrays.equals(others.origin(), changed.origin)
            && (driver == null || match(role, driver, others.fields()) != null)) {
          return new Living(others.origin(), others.fields());
        }
      }
      return null;
    }
  }

  private Given best(
      Role role,
      byte[] driver,
      @Nullable Living other,
      byte[] changedOrigin,
      byte @Nullable [] changed) {
    Given ofChanged = changed == null ? null : match(role, driver, changed);
    Given ofOther = other == null ? null : match(role, driver, other.fields);
    if (ofChanged != null
        && (other == null
            || ofOther == null
            || Arrays.compareUnsigned(changedOrigin, other.origin) < 0)) {
      return ofChanged;
    }
    return ofOther != null ? ofOther : unmatched(role, driver);
  }

  /** What a driving row gives with another that shares its key; null if that does not match. */
  private @Nullable Given match(Role role, byte[] driver, byte[] other) {
    byte[] pair = role.driver == LEFT ? both(driver, other) : both(other, driver);
    Condition.Verdict verdict = function.matches(pair);
    if (verdict instanceof Condition.Failed failed) {
      return new Given(
          null, new Rejection(failed.error().sqlState(), null, failed.error().message()));
    }
    if (verdict == Condition.Plain.DROP) {
      return null;
    }
    return switch (role.gives) {
      case PAIR, PAIR_OR_ALONE -> new Given(pair, null);
      case ITSELF_IF_ANY -> new Given(driver, null);
      case ALONE_IF_NONE, ITSELF_IF_NONE -> Given.NOTHING;
    };
  }

  private Given unmatched(Role role, byte[] driver) {
    return switch (role.gives) {
      case PAIR, ITSELF_IF_ANY -> Given.NOTHING;
      case PAIR_OR_ALONE, ALONE_IF_NONE -> new Given(both(driver, noRight), null);
      case ITSELF_IF_NONE -> new Given(driver, null);
    };
  }

  private static int other(int side) {
    return side == LEFT ? RIGHT : LEFT;
  }

  private static byte[] both(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  @Override
  public boolean hasPutOff() {
    return false;
  }

  @Override
  public void goOn() {
    // A join puts nothing off.
  }

  @Override
  public boolean isBehind() {
    return false;
  }

  @Override
  public long lookedAt() {
    return lookedAt;
  }

  @Override
  public void beforeHeartbeat(Runnable pass) {
    pass.run();
  }

  @Override
  public byte @Nullable [] beforeMarker(byte @Nullable [] from) {
    return null;
  }
}
