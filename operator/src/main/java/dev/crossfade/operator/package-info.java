/** The program: command line, phases, journal, console. */
@NullMarked
package dev.crossfade.operator;

import org.jspecify.annotations.NullMarked;
