/** The migration's own checks: {@code checks/NNN-name.sql}, run on the new side. */
@NullMarked
package dev.crossfade.verifier.checks;

import org.jspecify.annotations.NullMarked;
