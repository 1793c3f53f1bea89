/** The contract between services: row and change types, wire format, topic names. */
@NullMarked
package dev.crossfade.control;

import org.jspecify.annotations.NullMarked;
