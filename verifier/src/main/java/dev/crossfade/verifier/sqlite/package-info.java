/** SQLite as the new side: rows are read in our process and hashed as PostgreSQL hashes. */
@NullMarked
package dev.crossfade.verifier.sqlite;

import org.jspecify.annotations.NullMarked;
