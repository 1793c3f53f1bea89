/** What we know of PostgreSQL: how to reach it and how its sessions must be set. */
@NullMarked
package dev.crossfade.databases.postgres;

import org.jspecify.annotations.NullMarked;
