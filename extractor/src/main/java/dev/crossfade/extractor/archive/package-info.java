/** A tar.gz of JSON files with an index, row counts and checksums, as tables. */
@NullMarked
package dev.crossfade.extractor.archive;

import org.jspecify.annotations.NullMarked;
