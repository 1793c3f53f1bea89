/** The only place that knows Debezium: its decoded messages as ours. */
@NullMarked
package dev.crossfade.extractor.debezium;

import org.jspecify.annotations.NullMarked;
