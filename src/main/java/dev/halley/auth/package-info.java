/** Decides who is asking and what they may do: tokens in, callers out. */
@NullMarked
package dev.halley.auth;

import org.jspecify.annotations.NullMarked;
