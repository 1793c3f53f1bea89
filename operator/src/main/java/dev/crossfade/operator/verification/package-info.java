/** What verifying is, beyond comparing rows. */
@NullMarked
package dev.crossfade.operator.verification;

import org.jspecify.annotations.NullMarked;
