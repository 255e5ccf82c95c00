/**
 * The load bench: Halley and a bare servlet on the same Jetty, one after the other, under the same
 * load, and a table of what each costs. {@code docs/performance.md} says how to run and read it.
 */
@NullMarked
package dev.halley.bench.load;

import org.jspecify.annotations.NullMarked;
