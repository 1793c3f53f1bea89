/** Real servers, the built program as real processes, and what the tests ask of both. */
@NullMarked
package dev.crossfade.e2e.harness;

import org.jspecify.annotations.NullMarked;
