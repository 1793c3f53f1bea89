/** PostgreSQL's values in memory, with their input and output functions. */
@NullMarked
package dev.crossfade.mapping.evaluation.value;

import org.jspecify.annotations.NullMarked;
