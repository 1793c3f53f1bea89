/** New topics to the new database. */
@NullMarked
package dev.crossfade.loader;

import org.jspecify.annotations.NullMarked;
