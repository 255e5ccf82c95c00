/**
 * Carries bytes between the container and a protocol without blocking threads on clients: but for a
 * few at a time, see {@link dev.halley.transport.Wires}. The Servlet and WebSocket API are used
 * here, and above this floor only by {@code admin} and {@code server}.
 */
@NullMarked
package dev.halley.transport;

import org.jspecify.annotations.NullMarked;
