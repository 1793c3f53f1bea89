/** Extractor, transformer and loader as this program runs them: started, restarted, stopped. */
@NullMarked
package dev.crossfade.operator.services;

import org.jspecify.annotations.NullMarked;
