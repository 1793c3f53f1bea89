/** How far the extractor is, for its status reports. */
@NullMarked
package dev.crossfade.extractor.progress;

import org.jspecify.annotations.NullMarked;
