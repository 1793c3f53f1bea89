package dev.crossfade.transformer;

import dev.crossfade.schemas.ChangeView;

/**
 * A change as it stands in an old topic, valid until the next one is read.
 *
 * @param key the old row's key record
 * @param timestamp the record's own, milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Change(byte[] key, ChangeView view, long timestamp) {}
