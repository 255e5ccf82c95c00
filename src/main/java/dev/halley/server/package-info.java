/**
 * Builds the house: the one place that creates the parts, joins them across floors, and takes them
 * down again.
 */
@NullMarked
package dev.halley.server;

import org.jspecify.annotations.NullMarked;
