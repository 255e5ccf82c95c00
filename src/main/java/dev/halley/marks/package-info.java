/**
 * How far each user has read, what that leaves unread, and what the others know of it: ticks.
 *
 * <p>Floor 4. Marks are records, which outlive a stop; what changes is told on the channel {@code
 * /user/NAME/marks}, which only the server writes. Knows no protocol.
 */
@NullMarked
package dev.halley.marks;

import org.jspecify.annotations.NullMarked;
