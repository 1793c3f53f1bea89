/** A made-up Quanta whose creators go on while their users become avatars. */
@NullMarked
package dev.crossfade.operator.demo.quanta;

import org.jspecify.annotations.NullMarked;
