/** What the services measure, for Prometheus. */
@NullMarked
package dev.crossfade.operator.metrics;

import org.jspecify.annotations.NullMarked;
