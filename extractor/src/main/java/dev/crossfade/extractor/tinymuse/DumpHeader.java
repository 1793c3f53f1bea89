package dev.crossfade.extractor.tinymuse;

/**
 * The first lines of a dump.
 *
 * @param restrictClass the lowest class that may connect
 * @param dbTop how many records follow
 */
record DumpHeader(int version, int userLimit, int restrictClass, int dbTop) {}
