/** The old catalog as it was at prepare, so that a replay can analyse without the old database. */
@NullMarked
package dev.crossfade.operator.oldcatalog;

import org.jspecify.annotations.NullMarked;
