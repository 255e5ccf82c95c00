/**
 * What a delivered message costs in what does not depend on the machine: bytes allocated, calls of
 * the container. Times are for the benchmarks.
 */
@NullMarked
package dev.halley.cost;

import org.jspecify.annotations.NullMarked;
