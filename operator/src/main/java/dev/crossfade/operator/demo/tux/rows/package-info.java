/** The made-up rows of the old Tux database: the same for the same seed. */
@NullMarked
package dev.crossfade.operator.demo.tux.rows;

import org.jspecify.annotations.NullMarked;
