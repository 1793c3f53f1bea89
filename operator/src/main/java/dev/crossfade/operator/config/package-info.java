/** The migration folder as records; nobody else reads YAML or the environment. */
@NullMarked
package dev.crossfade.operator.config;

import org.jspecify.annotations.NullMarked;
