/** The text dump of a TinyMUSE server, version 15, as tables. */
@NullMarked
package dev.crossfade.extractor.tinymuse;

import org.jspecify.annotations.NullMarked;
