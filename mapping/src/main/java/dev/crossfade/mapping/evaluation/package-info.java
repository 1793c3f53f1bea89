/**
 * Evaluates compiled expressions over rows, exactly as PostgreSQL does. Imports neither JDBC nor
 * Kafka.
 */
@NullMarked
package dev.crossfade.mapping.evaluation;

import org.jspecify.annotations.NullMarked;
