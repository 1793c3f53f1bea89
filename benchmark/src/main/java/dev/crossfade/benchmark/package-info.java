/** JMH benchmarks and the throughput run. */
@NullMarked
package dev.crossfade.benchmark;

import org.jspecify.annotations.NullMarked;
