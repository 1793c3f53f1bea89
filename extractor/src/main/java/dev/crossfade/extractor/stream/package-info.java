/** Old transactions, change by change, into the old topics. */
@NullMarked
package dev.crossfade.extractor.stream;

import org.jspecify.annotations.NullMarked;
