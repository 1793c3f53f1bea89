package dev.crossfade.benchmark.mapping;

import dev.crossfade.mapping.execution.Rejection;
import dev.crossfade.mapping.execution.StatementFunction;
import dev.crossfade.mapping.execution.StatementFunctions;
import dev.crossfade.schemas.MigrationPlan;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.RowLayout;
import dev.crossfade.schemas.RowView;
import dev.crossfade.schemas.RowWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One order through its statement: twelve columns, five expressions. The design allows 150 ns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class OrderMapping {

  @Param("benchmark/orders")
  private String migration;

  private byte[] record;
  private RowView row;
  private StatementFunction statement;

  /** Compiles the statement and writes one old row. */
  @Setup
  public void compile() throws Exception {
    MigrationPlan plan = OrderPlan.of(Path.of(migration));
    OldTable table = plan.oldTables().get(0);
    RowLayout layout = RowLayout.ofOld(plan.migration(), table);
    statement = StatementFunctions.of(plan).functions().get(0);
    row = new RowView(layout);
    record = order(layout);
  }

  /** Finds the fields of a record: what every reader of a row pays. */
  @Benchmark
  public RowView readTheRow() {
    return row.wrap(record);
  }

  /** Finds the fields, evaluates, and writes the new key and row. */
  @Benchmark
  public void mapTheRow(Blackhole hole) {
    statement.apply(row.wrap(record), new Sink(hole));
  }

  private static byte[] order(RowLayout layout) {
    RowWriter out = new RowWriter(512).header(layout);
    out.putLong(123_456);
    out.putLong(23_453);
    out.putText("paid");
    out.putInt(7);
    out.putLong(4_211);
    out.putText("EUR");
    out.putText("customer23453@example.org");
    out.putText("c0ffee".repeat(10) + " left at the door");
    out.putBoolean(false);
    out.putLong(1_600_000_000_000_000L);
    out.putLong(1_600_000_900_000_000L);
    out.putInt(0);
    return out.toBytes();
  }

  private record Sink(Blackhole hole) implements dev.crossfade.mapping.execution.RowMapper.Output {
    @Override
    public void row(byte[] key, byte[] row, int ordinal) {
      hole.consume(key);
      hole.consume(row);
    }

    @Override
    public void rejected(Rejection rejection) {
      throw new IllegalStateException(rejection.reason());
    }
  }
}
