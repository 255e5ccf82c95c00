package dev.halley.hub;

import dev.halley.auth.Caller;
import dev.halley.broker.Limit;
import dev.halley.message.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * A page of one channel's past.
 *
 * @param caller who asks; they were allowed to read the channel
 * @param channel the channel
 * @param before the newest messages below this offset; null for the end of the log
 * @param after the oldest messages above this offset, if not null; then {@code before} is null
 * @param limit the most that the page holds
 */
public record HistoryQuery(
    Caller caller, ChannelName channel, @Nullable Long before, @Nullable Long after, Limit limit) {

  public HistoryQuery {
    if (before != null && after != null) {
      throw new IllegalArgumentException("expected before or after, not both");
    }
  }
}
