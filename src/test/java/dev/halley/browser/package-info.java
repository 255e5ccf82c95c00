/** Tests of the chat page in a real browser, against the real server. */
@NullMarked
package dev.halley.browser;

import org.jspecify.annotations.NullMarked;
