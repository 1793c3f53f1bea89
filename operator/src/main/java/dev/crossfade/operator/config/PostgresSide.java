package dev.crossfade.operator.config;

import dev.crossfade.databases.postgres.PostgresUrl;

/** One PostgreSQL database and the schema in it. */
public record PostgresSide(PostgresUrl url, String schema) {}
