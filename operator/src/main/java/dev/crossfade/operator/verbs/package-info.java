/** One class per verb of the command line. */
@NullMarked
package dev.crossfade.operator.verbs;

import org.jspecify.annotations.NullMarked;
