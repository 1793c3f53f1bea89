/** Compiled statements as functions over rows. */
@NullMarked
package dev.crossfade.mapping.execution;

import org.jspecify.annotations.NullMarked;
