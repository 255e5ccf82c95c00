/**
 * Carries bytes between the container and a protocol without ever blocking a thread on a client.
 * The Servlet and WebSocket API are used here, and above this floor only by {@code admin} and
 * {@code server}.
 */
@NullMarked
package dev.halley.transport;

import org.jspecify.annotations.NullMarked;
