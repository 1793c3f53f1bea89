/** PostgreSQL as the new side. */
@NullMarked
package dev.crossfade.loader.postgres;

import org.jspecify.annotations.NullMarked;
