/**
 * What the services tell each other beside rows: plan, position, ledger, status, and the topics
 * themselves.
 */
@NullMarked
package dev.crossfade.control;

import org.jspecify.annotations.NullMarked;
