/** What is measured: Crossfade and its peers, all over the same two servers. */
@NullMarked
package dev.crossfade.benchmark.contenders;

import org.jspecify.annotations.NullMarked;
