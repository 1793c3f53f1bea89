/** The Tux bot as a demonstration: its old schema, its data, its life, its dead letters. */
@NullMarked
package dev.crossfade.operator.demo.tux;

import org.jspecify.annotations.NullMarked;
