package dev.crossfade.benchmark;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param changesPerSecond in the latency run
 * @param length of the latency run
 * @param waitMax longest a contender may take for a part of a round
 */
record Pace(int changesPerSecond, Duration length, Duration waitMax) {}
