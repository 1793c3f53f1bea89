/** What the compiler is asked and what it answers: plain records, no JDBC. */
@NullMarked
package dev.crossfade.mapping.compilation;

import org.jspecify.annotations.NullMarked;
