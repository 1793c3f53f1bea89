/** The Tux migration, and what its new database should hold, written a second time by hand. */
@NullMarked
package dev.crossfade.e2e.tux;

import org.jspecify.annotations.NullMarked;
