/** The migration redone from the old topics, without the old database. */
@NullMarked
package dev.crossfade.operator.replay;

import org.jspecify.annotations.NullMarked;
