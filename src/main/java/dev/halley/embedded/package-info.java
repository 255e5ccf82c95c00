/** Keeps logs and records in one file beside the server, with no other process to install. */
@NullMarked
package dev.halley.embedded;

import org.jspecify.annotations.NullMarked;
