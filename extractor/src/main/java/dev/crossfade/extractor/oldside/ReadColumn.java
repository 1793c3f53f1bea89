package dev.crossfade.extractor.oldside;

import dev.crossfade.schemas.WireType;

/**
 * One column as the snapshot reads it.
 *
 * @param expression what stands in the SELECT list: its binary form is the native wire form, or
 *     PostgreSQL's own text
 */
public record ReadColumn(String name, String expression, WireType wire) {}
