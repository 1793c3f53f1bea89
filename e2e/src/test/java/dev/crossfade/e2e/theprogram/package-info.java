/** One user who moves out of a shared PostgreSQL into a SQLite file. */
@NullMarked
package dev.crossfade.e2e.theprogram;

import org.jspecify.annotations.NullMarked;
