/** Theaterpedia as a demonstration: its saved data many times over, and its editors at work. */
@NullMarked
package dev.crossfade.operator.demo.crearis;

import org.jspecify.annotations.NullMarked;
