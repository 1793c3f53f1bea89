package dev.crossfade.extractor.tinymuse;

/**
 * A message in somebody's mailbox.
 *
 * @param ordinal its place among all messages, from 1; the order of a recipient's mailbox
 * @param sent seconds since 1970, 0 if not known
 * @param read the same
 * @param flags 1 deleted, 2 read, 4 new
 */
record MailLine(
    int ordinal, int sender, int recipient, long sent, long read, int flags, String message) {}
