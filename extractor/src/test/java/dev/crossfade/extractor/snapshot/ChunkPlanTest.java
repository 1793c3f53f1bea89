package dev.crossfade.extractor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.extractor.oldside.Leaf;
import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.OldTable;
import dev.crossfade.schemas.TableId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkPlanTest {

  private static final TableId ID = new TableId("public", "item");
  private static final OldTable TABLE =
      new OldTable(
          ID,
          List.of(new OldTable.Column("id", ColumnType.scalar("integer", "int4"), true)),
          List.of("id"),
          OldTable.Identity.FULL,
          List.of());

  private static Leaf leaf(long filenode, long blocks) {
    return new Leaf(ID, filenode, blocks, blocks * 10.0);
  }

  @Test
  void anEmptyTableIsOneChunkWithoutEnd() {
    assertThat(new ChunkPlan(100).missing(TABLE, leaf(1, 0), List.of()))
        .singleElement()
        .satisfies(chunk -> assertThat(chunk.toBlock()).isEmpty());
  }

  @Test
  void chunksOfAnotherFileCountForNothing() {
    ChunkPlan plan = new ChunkPlan(100);
    List<LedgerEntry> done =
        plan.missing(TABLE, leaf(1, 100), List.of()).stream().map(c -> c.done(1)).toList();

    assertThat(plan.missing(TABLE, leaf(1, 100), done)).isEmpty();
    assertThat(plan.missing(TABLE, leaf(2, 100), done)).hasSize(10);
  }

  /** Whatever was done before and however the table has grown: each block is read, none twice. */
  @Test
  void whatIsMissingAndWhatIsDoneCoverEveryBlockOnce() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      long blocks = random.nextInt(200);
      List<Chunk> first =
          new ArrayList<>(
              new ChunkPlan(1 + random.nextInt(300)).missing(TABLE, leaf(1, blocks), List.of()));
      Collections.shuffle(first, random);
      List<LedgerEntry> ledger =
          first.subList(0, random.nextInt(first.size() + 1)).stream().map(c -> c.done(1)).toList();

      List<LedgerEntry> all = new ArrayList<>(ledger);
      new ChunkPlan(1 + random.nextInt(300))
          .missing(TABLE, leaf(1, blocks + random.nextInt(50)), ledger)
          .forEach(chunk -> all.add(chunk.done(1)));

      for (long block = 0; block < blocks + 100; block++) {
        long at = block;
        assertThat(all)
            .as("round %d, block %d", round, block)
            .filteredOn(e -> e.fromBlock() <= at && (e.toBlock() < 0 || at < e.toBlock()))
            .hasSize(1);
      }
    }
  }
}
