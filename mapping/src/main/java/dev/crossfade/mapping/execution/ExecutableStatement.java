package dev.crossfade.mapping.execution;

import dev.crossfade.schemas.TableId;
import java.util.function.Supplier;

/**
 * A statement ready to run over one old table.
 *
 * @param number its number in mapping.sql, from 1
 * @param functions makes a function of its own for each thread
 */
public record ExecutableStatement(
    int number, TableId oldTable, TableId newTable, Supplier<StatementFunction> functions) {}
