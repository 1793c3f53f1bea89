/** What an old side that is a file has to be: its tables, and its rows in one pass. */
@NullMarked
package dev.crossfade.extractor.files;

import org.jspecify.annotations.NullMarked;
