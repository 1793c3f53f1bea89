/** How far a migration is, put together from what its services say and what the databases hold. */
@NullMarked
package dev.crossfade.operator.status;

import org.jspecify.annotations.NullMarked;
