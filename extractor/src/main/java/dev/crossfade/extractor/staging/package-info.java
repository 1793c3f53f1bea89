/**
 * The last state of an old side that is a file, held in a PostgreSQL of our own: whoever asks the
 * old side something asks there, and whoever reads its changes reads the log there.
 */
@NullMarked
package dev.crossfade.extractor.staging;

import org.jspecify.annotations.NullMarked;
