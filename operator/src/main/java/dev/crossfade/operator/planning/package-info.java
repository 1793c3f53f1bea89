/** From migration.yaml and mapping.sql to the plan that the services run by. */
@NullMarked
package dev.crossfade.operator.planning;

import org.jspecify.annotations.NullMarked;
