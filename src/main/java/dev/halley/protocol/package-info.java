/**
 * What a language and a wire owe each other: a request without Servlet, a connection without a
 * message, the frames that pass between them, and problems.
 *
 * <p>Floor 5. Languages (below this package) implement {@link dev.halley.protocol.Protocol},
 * transports implement {@link dev.halley.protocol.Connection}.
 */
@NullMarked
package dev.halley.protocol;

import org.jspecify.annotations.NullMarked;
