/**
 * What a language and a wire owe each other: the language encodes frames and never sees a request
 * object, the wire writes bytes and never sees a message.
 */
@NullMarked
package dev.halley.protocol;

import org.jspecify.annotations.NullMarked;
