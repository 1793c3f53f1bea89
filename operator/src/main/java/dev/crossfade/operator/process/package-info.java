/** The process a verb runs in: environment, Ctrl-C, log files. */
@NullMarked
package dev.crossfade.operator.process;

import org.jspecify.annotations.NullMarked;
