/** Tests of the compiled browser client, {@code halley.js}, in a browser by hand. */
@NullMarked
package dev.halley.client;

import org.jspecify.annotations.NullMarked;
