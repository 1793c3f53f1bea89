/** A made-up TinyMUSE world that goes on while it is migrated. */
@NullMarked
package dev.crossfade.operator.demo.tinymuse;

import org.jspecify.annotations.NullMarked;
