/** Every row of the old tables as of one log position, in chunks that stay done. */
@NullMarked
package dev.crossfade.extractor.snapshot;

import org.jspecify.annotations.NullMarked;
