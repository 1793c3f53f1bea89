/** Java machines of their own, and what they cost. */
@NullMarked
package dev.crossfade.benchmark.processes;

import org.jspecify.annotations.NullMarked;
