package dev.crossfade.mapping.execution;

import org.jspecify.annotations.Nullable;

/**
 * Why an old row maps to no rows.
 *
 * @param sqlState PostgreSQL's code
 * @param column the new column whose value could not be made, null if a condition raised
 * @param reason one sentence without values
 */
public record Rejection(String sqlState, @Nullable String column, String reason) {}
