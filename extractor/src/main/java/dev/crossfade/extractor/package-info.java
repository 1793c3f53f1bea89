/** Old database to old topics. */
@NullMarked
package dev.crossfade.extractor;

import org.jspecify.annotations.NullMarked;
