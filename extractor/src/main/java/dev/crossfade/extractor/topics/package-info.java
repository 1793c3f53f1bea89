/** The extractor's one transactional producer, and what it commits with the rows. */
@NullMarked
package dev.crossfade.extractor.topics;

import org.jspecify.annotations.NullMarked;
