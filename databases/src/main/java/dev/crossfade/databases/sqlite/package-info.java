/** What we know of SQLite: its catalogue, and how PostgreSQL's values are stored in it. */
@NullMarked
package dev.crossfade.databases.sqlite;

import org.jspecify.annotations.NullMarked;
