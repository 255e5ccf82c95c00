/**
 * The two ports behind which all state lies: {@code Broker} for logs and {@code Records} for what
 * has a key and an expiry. Nothing above this package knows which implementation it talks to.
 */
@NullMarked
package dev.halley.broker;

import org.jspecify.annotations.NullMarked;
