/** Compiled statements as functions from an old row to new rows. */
@NullMarked
package dev.crossfade.mapping.execution;

import org.jspecify.annotations.NullMarked;
