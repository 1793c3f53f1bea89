/** Writes archives: tar.gz files of JSON with an index, counts and checksums. */
@NullMarked
package dev.crossfade.operator.archive;

import org.jspecify.annotations.NullMarked;
