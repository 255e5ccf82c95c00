package dev.halley.embedded;

import dev.halley.message.UserName;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a message's id in one log.
 *
 * @param offset its offset there
 * @param named its offset in the log that the publisher named, which is another for a copy
 * @param time when it was accepted
 * @param from who published it
 * @param to to whom
 */
@SuppressWarnings("all")
@org.jspecify.annotations.NullUnmarked
record Remembered(
    long offset, long named, long time, @Nullable UserName from, @Nullable UserName to) {}
