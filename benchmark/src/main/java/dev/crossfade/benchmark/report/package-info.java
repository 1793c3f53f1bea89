/** Results as a table and as JSON. */
@NullMarked
package dev.crossfade.benchmark.report;

import org.jspecify.annotations.NullMarked;
