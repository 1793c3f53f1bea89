package dev.crossfade.testkit;

import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The seed of a test that makes up its data. A build says the same of a commit every time: without
 * {@code -Dcrossfade.seed} the seed is {@value #OF_A_BUILD}. {@code -Dcrossfade.seed=N} plays one
 * again, {@code -Dcrossfade.seed=random} takes another at each start: the search for what no seed
 * has shown yet.
 */
public final class Seed {

  private static final Logger LOG = LoggerFactory.getLogger(Seed.class);
  private static final String PROPERTY = "crossfade.seed";
  private static final long OF_A_BUILD = 20_261_121;

  private Seed() {}

  /** The seed of this run of {@code test}; noted in the log. */
  public static long of(Class<?> test) {
    String said = System.getProperty(PROPERTY, Long.toString(OF_A_BUILD));
    long seed =
        said.equals("random")
            ? RandomGenerator.getDefault().nextLong(1L << 32)
            : Long.parseLong(said);
    LOG.info("{}: -D{}={}", test.getSimpleName(), PROPERTY, seed);
    return seed;
  }
}
