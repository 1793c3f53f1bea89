/** The list of dead letters, as the new database holds it. */
@NullMarked
package dev.crossfade.operator.dead;

import org.jspecify.annotations.NullMarked;
