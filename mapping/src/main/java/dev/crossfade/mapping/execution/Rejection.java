package dev.crossfade.mapping.execution;

import org.jspecify.annotations.Nullable;

/**
 * Why a statement makes no rows of an old row: an expression or an assignment cast raised.
 *
 * @param sqlState PostgreSQL's code for what is wrong
 * @param column the new column it concerns, null if it was a filter
 * @param reason one sentence without values
 */
public record Rejection(String sqlState, @Nullable String column, String reason) {}
