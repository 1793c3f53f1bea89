/** The bot at work on its old database: what happens in a guild, at a steady rate. */
@NullMarked
package dev.crossfade.operator.demo.tux.live;

import org.jspecify.annotations.NullMarked;
