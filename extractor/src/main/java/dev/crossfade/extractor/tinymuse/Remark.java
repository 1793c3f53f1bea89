package dev.crossfade.extractor.tinymuse;

/**
 * Something in the file that is passed over, or that somebody should look at.
 *
 * @param line where, from 1
 * @param record what it is part of, such as {@code object #17}
 * @param what without any value
 */
record Remark(long line, String record, String what) {}
