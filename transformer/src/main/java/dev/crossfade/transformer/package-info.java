/** Old topics to new topics. */
@NullMarked
package dev.crossfade.transformer;

import org.jspecify.annotations.NullMarked;
