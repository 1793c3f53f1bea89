/** The compiled mapping: a closed set of nodes, written as JSON. Imports neither JDBC nor Kafka. */
@NullMarked
package dev.crossfade.mapping.plan;

import org.jspecify.annotations.NullMarked;
