/** mapping.sql to a plan, the plan to functions over rows. */
@NullMarked
package dev.crossfade.mapping;

import org.jspecify.annotations.NullMarked;
