/** Check, prepare and unprepare: everything done to both databases and Kafka around a migration. */
@NullMarked
package dev.crossfade.operator.preparation;

import org.jspecify.annotations.NullMarked;
