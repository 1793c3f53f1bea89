/** What is wrong with a migration's mapping, with its place and the mend. */
@NullMarked
package dev.crossfade.mapping.problems;

import org.jspecify.annotations.NullMarked;
