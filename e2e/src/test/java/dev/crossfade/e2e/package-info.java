/** The built program, end to end. */
@NullMarked
package dev.crossfade.e2e;

import org.jspecify.annotations.NullMarked;
