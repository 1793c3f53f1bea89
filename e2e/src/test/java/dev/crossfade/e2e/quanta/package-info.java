/** The migration of Quanta's users to avatars, within one database. */
@NullMarked
package dev.crossfade.e2e.quanta;

import org.jspecify.annotations.NullMarked;
