/**
 * Who asks, and what they may do: tokens, guests, and the access column of the rules.
 *
 * <p>Floor 2. Knows nothing of HTTP: credentials come in as values, a refusal goes out as one.
 */
@NullMarked
package dev.halley.auth;

import org.jspecify.annotations.NullMarked;
