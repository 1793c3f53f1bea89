/** Kafka as a verb finds it: brokers that are given, or one inside a process of ours. */
@NullMarked
package dev.crossfade.operator.broker;

import org.jspecify.annotations.NullMarked;
