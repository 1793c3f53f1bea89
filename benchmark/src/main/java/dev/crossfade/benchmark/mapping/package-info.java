/** What a row costs on its way through a statement, with JMH. */
@NullMarked
package dev.crossfade.benchmark.mapping;

import org.jspecify.annotations.NullMarked;
