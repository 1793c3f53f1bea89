/** Values of every PostgreSQL type that a table may have. */
@NullMarked
package dev.crossfade.e2e.corpus;

import org.jspecify.annotations.NullMarked;
