package dev.halley.marks;

import dev.halley.broker.Broker;
import dev.halley.broker.Broker.Reach;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Slice;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One channel's log, as those see it who count. All of it may wait for the storage.
 *
 * @param extent what it holds
 */
record Log(Broker broker, ChannelName channel, Extent extent) {

  /** How much is read at once: payloads come along, and are let go. */
  private static final Limit PART = new Limit(100, 1 << 20);

  static Log of(Broker broker, ChannelName channel) {
    return new Log(broker, channel, Objects.requireNonNull(broker.extent(channel, Reach.STORE)));
  }

  /** Goes through the messages after an offset and up to another, as far as they are there. */
  void each(long after, long to, Consumer<Message> use) {
    Position at = new Position(extent.epoch(), Math.max(after, extent.first() - 1));
    while (at.offset() < to) {
      Slice slice = broker.read(channel, at, PART, Reach.STORE);
      if (slice instanceof Slice.Gap gap) {
        at = gap.resume();
      } else if (slice instanceof Slice.Messages found && !found.messages().isEmpty()) {
        for (Message message : found.messages()) {
          if (message.offset() <= to) {
            use.accept(message);
          }
        }
        at = found.end();
      } else {
        return;
      }
    }
  }

  /** The message at an offset; null if it is not there. */
  @Nullable Message at(long offset) {
    if (offset < extent.first() || offset > extent.last()) {
      return null;
    }
    Slice slice =
        broker.read(
            channel, new Position(extent.epoch(), offset - 1), new Limit(1, 1), Reach.STORE);
    List<Message> found =
        slice instanceof Slice.Messages messages ? messages.messages() : List.of();
    return found.isEmpty() ? null : found.get(0);
  }

  /** The newest message of each user but one, among those after an offset and up to another. */
  Map<UserName, Message> newest(UserName but, long after, long to) {
    Map<UserName, Message> found = new LinkedHashMap<>();
    each(
        after,
        to,
        message -> {
          UserName from = message.from();
          if (from != null && !from.equals(but)) {
            found.put(from, message);
          }
        });
    return found;
  }
}
