/** Made-up TinyMUSE worlds with everything odd in them, for tests and the demonstration. */
@NullMarked
package dev.crossfade.extractor.tinymuse.world;

import org.jspecify.annotations.NullMarked;
