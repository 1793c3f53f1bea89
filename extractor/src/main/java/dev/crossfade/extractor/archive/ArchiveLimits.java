package dev.crossfade.extractor.archive;

/**
 * How much an archive may hold, so that a small file cannot fill the machine.
 *
 * @param entriesMax most files and folders
 * @param entryBytesMax most bytes of one file, unpacked
 * @param totalBytesMax most bytes of all, unpacked
 * @param ratioMax most unpacked bytes per packed byte, looked at beyond {@code ratioFromBytes}
 * @param textBytesMax longest text of one value
 */
record ArchiveLimits(
    int entriesMax,
    long entryBytesMax,
    long totalBytesMax,
    int ratioMax,
    long ratioFromBytes,
    int textBytesMax) {

  static final ArchiveLimits STANDARD =
      new ArchiveLimits(10_000, 16L << 30, 64L << 30, 200, 64L << 20, 64 << 20);
}
