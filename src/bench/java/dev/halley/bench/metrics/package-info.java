/** What counting costs. */
@NullMarked
package dev.halley.bench.metrics;

import org.jspecify.annotations.NullMarked;
