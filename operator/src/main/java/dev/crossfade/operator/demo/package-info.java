/** What a demonstration needs of a system: its old database, its data, its life. */
@NullMarked
package dev.crossfade.operator.demo;

import org.jspecify.annotations.NullMarked;
