package dev.halley.hub;

import dev.halley.broker.Broker;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Slice;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where one client stands in each of its channels, and what comes next. Only one thread at a time
 * uses it.
 *
 * <p>Each batch begins with the channel after the one where the last batch stopped, the first with
 * any, so that a busy channel cannot starve a quiet one: also not that of a client that polls,
 * whose every poll is a new reading.
 */
final class Reading {

  /** Says that there was nothing, and not where the client stands. */
  static final Batch NOTHING = new Batch(Cursor.NONE, List.of(), List.of(), Cursor.NONE, false);

  private final List<ChannelName> channels;
  private final Limit limit;
  private final int history;

  /** Null where the client has no position yet. */
  private final @Nullable Position[] positions;

  private int first;

  Reading(Subscription subscription) {
    channels = subscription.channels();
    limit = subscription.limit();
    history = subscription.history();
    positions = new Position[channels.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = subscription.cursor().at(channels.get(i));
    }
    first = positions.length == 1 ? 0 : ThreadLocalRandom.current().nextInt(positions.length);
  }

  /** Where the client stands, in the channels where that is known. */
  Cursor cursor() {
    return cursor(positions);
  }

  private Cursor cursor(@Nullable Position[] at) {
    return Cursor.of(channels, at);
  }

  /** Nothing, and where the client stands. */
  Batch nothingHere() {
    Cursor here = cursor();
    return new Batch(here, List.of(), List.of(), here, false);
  }

  /** What another of the wave has found, who stood here; null if nobody did. */
  @Nullable Batch next(Seen seen) {
    return seen.find(channels, positions, limit);
  }

  /**
   * What comes next, {@link #NOTHING} included; null if that takes a longer reach. Moves nothing
   * but positions that were not known.
   *
   * @param seen where others of the wave find it
   */
  @Nullable Batch next(Broker broker, Broker.Reach reach, Seen seen) {
    if (!settle(broker, reach)) {
      return null;
    }
    Collected collected = new Collected();
    int read = 0;
    while (read < positions.length && collected.hasRoom()) {
      if (!collected.take(broker, channelAt(read), reach)) {
        return null;
      }
      read++;
    }
    if (collected.hasNothing()) {
      return NOTHING;
    }
    boolean more = collected.more;
    for (int n = read; n < positions.length && !more; n++) {
      more = collected.mayHoldMore(broker, channelAt(n));
    }
    first = channelAt(read);
    Batch batch =
        new Batch(cursor(), collected.messages, collected.gaps, cursor(collected.ends), more);
    seen.keep(channels, positions.clone(), limit, batch);
    return batch;
  }

  /** The index of the channel that is read as the n-th, from 0. */
  private int channelAt(int n) {
    return (first + n) % positions.length;
  }

  /** The client has the batch. */
  void moveTo(Batch batch) {
    for (int i = 0; i < positions.length; i++) {
      positions[i] = batch.end().at(channels.get(i));
    }
  }

  /** Gives a position to each channel that has none: its end, or its history before that. */
  private boolean settle(Broker broker, Broker.Reach reach) {
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] == null) {
        Extent extent = broker.extent(channels.get(i), reach);
        if (extent == null) {
          return false;
        }
        positions[i] = history == 0 ? extent.end() : extent.before(history);
      }
    }
    return true;
  }

  /** A batch while it is gathered. Most looks find nothing, so nothing is made for that. */
  private final class Collected {

    private @Nullable Position[] ends = positions;
    private List<Message> messages = List.of();
    private List<Missed> gaps = List.of();
    private long weight;
    private boolean more;

    private boolean hasRoom() {
      return messages.size() < limit.messages() && weight < limit.bytes();
    }

    private boolean hasNothing() {
      return messages.isEmpty() && gaps.isEmpty();
    }

    /** Reads one channel as far as there is room; false if that takes a longer reach. */
    private boolean take(Broker broker, int at, Broker.Reach reach) {
      ChannelName channel = channels.get(at);
      Slice slice = broker.read(channel, Objects.requireNonNull(ends[at]), rest(), reach);
      if (slice instanceof Slice.Gap gap) {
        skip(at, new Missed(channel, gap.from(), gap.to(), false), gap.resume());
        return take(broker, at, reach);
      }
      if (slice instanceof Slice.Reset reset) {
        skip(at, new Missed(channel, 0, 0, true), reset.resume());
        return take(broker, at, reach);
      }
      if (!(slice instanceof Slice.Messages found)) {
        return false;
      }
      if (!found.messages().isEmpty()) {
        add(found.messages());
        move(at, found.end());
      }
      more |= found.more();
      return true;
    }

    private Limit rest() {
      return messages.isEmpty()
          ? limit
          : new Limit(limit.messages() - messages.size(), limit.bytes() - weight);
    }

    private void add(List<Message> found) {
      for (int i = 0; i < found.size(); i++) {
        weight += found.get(i).weight();
      }
      if (messages.isEmpty()) {
        messages = found;
      } else {
        messages = new ArrayList<>(messages);
        messages.addAll(found);
      }
    }

    private void skip(int at, Missed missed, Position resume) {
      gaps = gaps.isEmpty() ? new ArrayList<>() : gaps;
      gaps.add(missed);
      move(at, resume);
    }

    private void move(int at, Position end) {
      if (ends == positions) {
        ends = positions.clone();
      }
      ends[at] = end;
    }

    /** Whether a channel that there was no room for holds something, as far as memory tells. */
    private boolean mayHoldMore(Broker broker, int at) {
      Extent extent = broker.extent(channels.get(at), Broker.Reach.MEMORY);
      Position end = ends[at];
      return extent == null || end == null || end.offset() < extent.last();
    }
  }
}
