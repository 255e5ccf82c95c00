/**
 * Measures what people who mean harm do to the others: how long these wait for a message while a
 * server is held up or flooded, and how much memory that takes.
 */
@NullMarked
package dev.halley.bench.harm;

import org.jspecify.annotations.NullMarked;
