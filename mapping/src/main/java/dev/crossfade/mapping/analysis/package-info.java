/**
 * mapping.sql analysed by PostgreSQL and lowered to a plan; the only package of the mapping with
 * JDBC.
 */
@NullMarked
package dev.crossfade.mapping.analysis;

import org.jspecify.annotations.NullMarked;
