package dev.crossfade.operator.config;

/**
 * An old table or column that mapping.sql does not read, on purpose.
 *
 * @param reason why, in the words of whoever decided
 * @param line where it stands in migration.yaml, from 1
 * @param columnInLine from 1
 */
public record LeftOut(SqlName name, String reason, int line, int columnInLine) {}
