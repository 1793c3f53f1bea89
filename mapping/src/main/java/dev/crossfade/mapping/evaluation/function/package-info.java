/** PostgreSQL's functions and operators, one class a family. */
@NullMarked
package dev.crossfade.mapping.evaluation.function;

import org.jspecify.annotations.NullMarked;
