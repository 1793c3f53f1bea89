/** The table that is moved: its rows, its changes, and how long they take. */
@NullMarked
package dev.crossfade.benchmark.orders;

import org.jspecify.annotations.NullMarked;
