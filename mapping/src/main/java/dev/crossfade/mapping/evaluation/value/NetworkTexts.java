package dev.crossfade.mapping.evaluation.value;

/** Texts of network addresses, as PostgreSQL's functions of the same names give them. */
public final class NetworkTexts {

  private NetworkTexts() {}

  /** With the number of bits, always: the cast to text. */
  public static String text(Object address) {
    return ((NetworkAddress) address).print(true);
  }

  /** Without the number of bits. */
  public static String host(Object address) {
    NetworkAddress all = (NetworkAddress) address;
    return new NetworkAddress(all.bytes(), all.bytes().length * 8).print(false);
  }

  public static Long maskLength(Object address) {
    return (long) ((NetworkAddress) address).bits();
  }

  /** 4 or 6. */
  public static Long family(Object address) {
    return ((NetworkAddress) address).bytes().length == 4 ? 4L : 6L;
  }
}
