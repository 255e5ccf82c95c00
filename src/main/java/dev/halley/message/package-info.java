/**
 * The values that everything else speaks of: channels, messages, positions and cursors. They check
 * themselves and know no threads, no I/O and no libraries.
 */
@NullMarked
package dev.halley.message;

import org.jspecify.annotations.NullMarked;
