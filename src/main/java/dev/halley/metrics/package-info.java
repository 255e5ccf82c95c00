/**
 * Counts what the floors below tell of, and writes it down as Prometheus reads it. What {@code
 * docs/metrics.md} lists is made here and nowhere else.
 *
 * <p>All that may be counted is made at the start, with its labels, so that counting is an addition
 * and nothing is looked up or allocated for it. A label never says what a client can choose.
 */
@NullMarked
package dev.halley.metrics;

import org.jspecify.annotations.NullMarked;
