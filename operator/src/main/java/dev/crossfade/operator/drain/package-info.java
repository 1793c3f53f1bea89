/** Proof that everything committed in the old database by now is applied in the new one. */
@NullMarked
package dev.crossfade.operator.drain;

import org.jspecify.annotations.NullMarked;
