/** SQLite as the new side: rows and books in one file. */
@NullMarked
package dev.crossfade.loader.sqlite;

import org.jspecify.annotations.NullMarked;
