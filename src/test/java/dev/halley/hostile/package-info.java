/** A path that does whatever paths do to connections, and halley.js on it. */
@NullMarked
package dev.halley.hostile;

import org.jspecify.annotations.NullMarked;
