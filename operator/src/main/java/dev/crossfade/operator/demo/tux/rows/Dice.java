package dev.crossfade.operator.demo.tux.rows;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded chance: the same throws for the same seed and purpose. For one thread. */
public final class Dice {

  private final SplittableRandom random;

  /**
   * @param purpose what it is thrown for; dice of another purpose fall differently
   */
  public Dice(long seed, String purpose) {
    this.random = new SplittableRandom(seed * 31 + purpose.hashCode());
  }

  /** True in {@code probability} of all throws. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** From 0 to {@code bound - 1}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** From {@code first} to {@code last}, both included. */
  public long between(long first, long last) {
    return random.nextLong(first, last + 1);
  }

  /**
   * From 0 to {@code bound - 1}, the small numbers far more often: a few guilds have most of the
   * rows.
   */
  public int skewed(int bound) {
    double even = random.nextDouble();
    return (int) (bound * even * even * even);
  }

  /** From 0 up to 1. */
  public double share() {
    return random.nextDouble();
  }

  /** One of them, each as likely. */
  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
