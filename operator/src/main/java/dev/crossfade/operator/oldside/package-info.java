/** The old side as a verb finds it: a database that is given, or one of ours that holds a file. */
@NullMarked
package dev.crossfade.operator.oldside;

import org.jspecify.annotations.NullMarked;
