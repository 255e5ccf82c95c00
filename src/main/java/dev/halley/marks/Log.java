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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One channel's log, as those see it who count. All of it may wait for the storage.
 *
 * @param extent what it holds
 */
record Log(Broker broker, ChannelName channel, Extent extent) {

  /** How much is read at once: payloads come along, and are let go. */
  private static final Limit PART = new Limit(100, 1 << 20);

  /** After how many messages it is asked whether there is something left of a share. */
  private static final int STEP = 20;

  static Log of(Broker broker, ChannelName channel) {
    return new Log(broker, channel, Objects.requireNonNull(broker.extent(channel, Reach.STORE)));
  }

  /** Goes through the messages after an offset and up to another, as far as they are there. */
  private void each(long after, long to, Consumer<Message> use) {
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

  /**
   * Goes through the messages after an offset, oldest first, until a share is used up.
   *
   * @return the offset up to which all was gone through
   */
  long oldest(long after, Allowance allowance, Consumer<Message> use) {
    long end = Math.max(after, extent.first() - 1);
    while (end < extent.last() && allowance.share() > 0) {
      long to = Math.min(extent.last(), end + Math.min(STEP, allowance.share()));
      each(
          end,
          to,
          message -> {
            allowance.spend(message);
            use.accept(message);
          });
      end = to;
    }
    return end;
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

  /**
   * Goes through the newest messages up to one, in parts of which the newest comes first, until a
   * share is used up.
   *
   * @param after where to stop at the latest
   * @param use gets each part, in the order of the offsets; false says that it is enough
   * @return the offset after which all was gone through
   */
  long newest(long after, long to, Allowance allowance, Predicate<List<Message>> use) {
    long end = to;
    long floor = Math.max(after, extent.first() - 1);
    boolean isEnough = false;
    while (end > floor && allowance.share() > 0 && !isEnough) {
      long begin = Math.max(floor, end - Math.min(STEP, allowance.share()));
      List<Message> part = new ArrayList<>();
      each(
          begin,
          end,
          message -> {
            allowance.spend(message);
            part.add(message);
          });
      isEnough = !use.test(part);
      end = begin;
    }
    return end;
  }

  /**
   * The newest message of each user but one, among those after an offset and up to another, as far
   * as a share of what may be read goes.
   *
   * @param only whose alone is looked for; null for everybody's
   */
  Map<UserName, Message> newest(UserName but, @Nullable UserName only, long after, long to) {
    Map<UserName, Message> found = new LinkedHashMap<>();
    Allowance allowance = new Allowance(1);
    allowance.next();
    newest(
        after,
        to,
        allowance,
        part -> {
          for (int i = part.size() - 1; i >= 0; i--) {
            UserName from = part.get(i).from();
            if (from != null && !from.equals(but) && (only == null || only.equals(from))) {
              found.putIfAbsent(from, part.get(i));
            }
          }
          return only == null || found.isEmpty();
        });
    return found;
  }
}
