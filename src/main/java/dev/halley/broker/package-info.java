/**
 * The two ports to all state: {@link dev.halley.broker.Broker} for the logs and {@link
 * dev.halley.broker.Records} for everything that is a key with a value.
 *
 * <p>Floor 1. Nothing above knows which implementation stands behind them.
 */
@NullMarked
package dev.halley.broker;

import org.jspecify.annotations.NullMarked;
