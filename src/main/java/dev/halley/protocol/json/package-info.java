/** Halley's own language: the commands and answers of the wire protocol, in JSON. */
@NullMarked
package dev.halley.protocol.json;

import org.jspecify.annotations.NullMarked;
