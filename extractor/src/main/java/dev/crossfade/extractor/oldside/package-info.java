/**
 * What the extractor keeps and checks in the old database: publication, slot, replica identity,
 * shape.
 */
@NullMarked
package dev.crossfade.extractor.oldside;

import org.jspecify.annotations.NullMarked;
