/** What a verb ends with when it cannot do what it was asked. */
@NullMarked
package dev.crossfade.operator.failure;

import org.jspecify.annotations.NullMarked;
