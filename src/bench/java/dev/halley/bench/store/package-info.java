/**
 * Whether what a message costs grows with the log; {@code docs/performance.md} says how to run it.
 */
@NullMarked
package dev.halley.bench.store;

import org.jspecify.annotations.NullMarked;
