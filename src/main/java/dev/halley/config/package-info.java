/**
 * Reads the outside world's settings, checks them, and cuts them into each package's own settings
 * record.
 */
@NullMarked
package dev.halley.config;

import org.jspecify.annotations.NullMarked;
