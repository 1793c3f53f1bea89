/** Many users of an astrology desk on one server, one of whom moves out while all go on working. */
@NullMarked
package dev.crossfade.operator.demo.theprogram;

import org.jspecify.annotations.NullMarked;
