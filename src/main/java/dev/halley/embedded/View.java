package dev.halley.embedded;

import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Retention;
import dev.halley.broker.Slice;
import dev.halley.message.Message;
import dev.halley.message.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a log shows to a reader: of what it holds, that which its rule still lets be seen. What is
 * beyond the count or the age of the rule is not there, whether or not it was removed yet.
 *
 * <p>The times of a log never fall, so what is too old is always its beginning, and where that ends
 * is found by halving.
 *
 * @param state what the log holds
 * @param rule what it may show
 * @param now milliseconds since 1970-01-01 UTC
 */
record View(LogState state, Retention rule, long now) {

  /** The place of {@link #first} if the source does not tell. */
  static final long UNKNOWN = -1;

  /** Where the messages of a log lie, or some of them. */
  interface Source {

    /** The message at an offset, or null if it does not lie here. */
    @Nullable Message at(long offset);

    /** The messages from one offset to another, without a hole; empty if they do not lie here. */
    List<Message> from(long offset, long to, Limit limit);
  }

  /** What comes after a position; null if the source does not tell. */
  @Nullable Slice read(Position after, Limit limit, Source source) {
    if (after.epoch() != state.epoch() || after.offset() > state.last()) {
      long first = first(source);
      return first == UNKNOWN ? null : new Slice.Reset(new Position(state.epoch(), first - 1));
    }
    if (after.offset() == state.last()) {
      return new Slice.Messages(List.of(), after, false);
    }
    long next = after.offset() + 1;
    if (next >= lowest() && state.lastTime() >= oldest()) {
      List<Message> found = source.from(next, state.last(), limit);
      if (found.isEmpty()) {
        return null;
      }
      if (found.get(0).time() >= oldest()) {
        Position end = after.at(after.offset() + found.size());
        return new Slice.Messages(found, end, end.offset() < state.last());
      }
    }
    long first = first(source);
    return first == UNKNOWN ? null : new Slice.Gap(next, first - 1, after.at(first - 1));
  }

  /** What the log shows as a whole; null if the source does not tell. */
  @Nullable Extent extent(Source source) {
    long first = first(source);
    return first == UNKNOWN ? null : new Extent(state.epoch(), first, state.last());
  }

  /** The lowest offset that is shown; {@code last + 1} if none. */
  long first(Source source) {
    if (state.isEmpty() || state.lastTime() < oldest()) {
      return state.last() + 1;
    }
    long low = lowest();
    if (state.firstTime() >= oldest()) {
      return low;
    }
    long high = state.last();
    while (low < high) {
      long middle = (low + high) >>> 1;
      Message message = source.at(middle);
      if (message == null) {
        return UNKNOWN;
      }
      if (message.time() < oldest()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The lowest offset that is there and within the count. */
  private long lowest() {
    return Math.max(state.first(), state.last() - rule.messages() + 1);
  }

  /** The time of the oldest message that is shown. */
  private long oldest() {
    return oldest(rule, now);
  }

  /** The time of the oldest message that a rule lets be seen. */
  static long oldest(Retention rule, long now) {
    long seconds = rule.age().toSeconds();
    return seconds > now / 1000 ? Long.MIN_VALUE : now - rule.age().toMillis();
  }
}
