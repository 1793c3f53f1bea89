/** PostgreSQL and a Kafka broker that run inside the program. */
@NullMarked
package dev.crossfade.embedded;

import org.jspecify.annotations.NullMarked;
