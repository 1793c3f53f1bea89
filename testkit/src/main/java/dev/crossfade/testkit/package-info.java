/** JUnit support: shared PostgreSQL, shared broker, waiting with a deadline. */
@NullMarked
package dev.crossfade.testkit;

import org.jspecify.annotations.NullMarked;
