/** What a person sees: tables, colours only on a terminal, problems with their place and mend. */
@NullMarked
package dev.crossfade.operator.terminal;

import org.jspecify.annotations.NullMarked;
