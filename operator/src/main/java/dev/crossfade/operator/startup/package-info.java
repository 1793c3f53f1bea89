/** What makes the program start sooner. */
@org.jspecify.annotations.NullMarked
package dev.crossfade.operator.startup;
