/** What we know of each database product. */
@NullMarked
package dev.crossfade.databases;

import org.jspecify.annotations.NullMarked;
