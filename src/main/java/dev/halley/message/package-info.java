/**
 * The values everything else speaks of: names of channels and users, messages, positions, cursors,
 * and the ordered rules that say what holds for which channel.
 *
 * <p>Floor 0: no threads, no I/O, no libraries. Every type here is immutable and checks itself.
 */
@NullMarked
package dev.halley.message;

import org.jspecify.annotations.NullMarked;
