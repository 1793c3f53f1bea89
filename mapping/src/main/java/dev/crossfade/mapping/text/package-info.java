/** The text of mapping.sql: tokens, statements, substitutions and their positions. */
@NullMarked
package dev.crossfade.mapping.text;

import org.jspecify.annotations.NullMarked;
