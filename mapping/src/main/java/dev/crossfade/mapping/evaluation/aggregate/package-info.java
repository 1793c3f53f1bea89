/** Aggregates: running ones, kept by difference, and those that look at every row of a group. */
@NullMarked
package dev.crossfade.mapping.evaluation.aggregate;

import org.jspecify.annotations.NullMarked;
