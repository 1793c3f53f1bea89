/** Whether both databases answer, before anything is done. */
@NullMarked
package dev.crossfade.operator.reach;

import org.jspecify.annotations.NullMarked;
