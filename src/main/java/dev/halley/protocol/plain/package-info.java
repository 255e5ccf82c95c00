/**
 * A chat for browsers that have nothing but HTML: pages with forms under {@code /plain}, a language
 * beside Halley's own and a stranger to it.
 */
@NullMarked
package dev.halley.protocol.plain;

import org.jspecify.annotations.NullMarked;
