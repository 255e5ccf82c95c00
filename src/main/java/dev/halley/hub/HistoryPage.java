package dev.halley.hub;

import dev.halley.broker.BrokerException;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import java.util.List;

/** The answer to a {@link HistoryQuery}. */
public sealed interface HistoryPage {

  /**
   * The messages.
   *
   * @param messages ascending
   * @param gaps what came after {@code after} and is gone
   * @param more whether there is more in the direction asked for
   * @param cursor where to read on: after the channel's newest message at this moment or, with
   *     {@code after}, after the last message here while there is more
   */
  record Found(List<Message> messages, List<Missed> gaps, boolean more, Cursor cursor)
      implements HistoryPage {}

  /** The caller may no longer read the channel. */
  record Removed() implements HistoryPage {}

  /** The storage could not be read. */
  record Failed(BrokerException cause) implements HistoryPage {}

  /** More such reads wait than this node takes. */
  record Overloaded() implements HistoryPage {}
}
