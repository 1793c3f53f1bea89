/** A small migration of every kind of statement: its schemas, its life, its truth. */
@NullMarked
package dev.crossfade.e2e.shop;

import org.jspecify.annotations.NullMarked;
