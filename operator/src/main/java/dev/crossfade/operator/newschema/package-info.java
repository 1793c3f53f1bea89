/** The new schema as files: applied with Flyway, tried out on a scratch server, compared. */
@NullMarked
package dev.crossfade.operator.newschema;

import org.jspecify.annotations.NullMarked;
