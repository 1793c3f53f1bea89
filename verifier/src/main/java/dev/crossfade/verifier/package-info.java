/** The old database against the new one. */
@NullMarked
package dev.crossfade.verifier;

import org.jspecify.annotations.NullMarked;
