/**
 * Who is there, who types, and which rooms there are.
 *
 * <p>Floor 4. Hears from the hub which readers come and go, remembers that for a while, and writes
 * joins and leaves into the channel {@code CHANNEL/presence} as any other message. Knows no
 * protocol.
 */
@NullMarked
package dev.halley.presence;

import org.jspecify.annotations.NullMarked;
