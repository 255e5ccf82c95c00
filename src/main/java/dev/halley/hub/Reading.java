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

  /** What another of the wave has found, who stood here; null if nobody did. */
  @Nullable Batch next(Seen seen) {
    return seen.find(channels, positions, limit);
  }

  /**
   * What comes next, which may be nothing; null if that takes a longer reach. Moves nothing but
   * positions that were not known.
   *
   * @param seen where others of the wave find it
   */
  @Nullable Batch next(Broker broker, Broker.Reach reach, Seen seen) {
    if (!settle(broker, reach)) {
      return null;
    }
    Collected collected = new Collected(positions.clone());
    int read = 0;
    while (read < positions.length && collected.hasRoom()) {
      if (!collected.take(broker, channelAt(read), reach)) {
        return null;
      }
      read++;
    }
    if (collected.hasNothing()) {
      Cursor here = cursor();
      return new Batch(here, List.of(), List.of(), here, false);
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

  /** A batch while it is gathered. */
  private final class Collected {

    private final @Nullable Position[] ends;
    private final List<Message> messages = new ArrayList<>();
    private final List<Missed> gaps = new ArrayList<>();
    private long weight;
    private boolean more;

    private Collected(@Nullable Position[] ends) {
      this.ends = ends;
    }

    private boolean hasRoom() {
      return messages.size() < limit.messages() && weight < limit.bytes();
    }

    private boolean hasNothing() {
      return messages.isEmpty() && gaps.isEmpty();
    }

    /** Reads one channel as far as there is room; false if that takes a longer reach. */
    private boolean take(Broker broker, int at, Broker.Reach reach) {
      ChannelName channel = channels.get(at);
      Position after = Objects.requireNonNull(ends[at]);
      Limit rest = new Limit(limit.messages() - messages.size(), limit.bytes() - weight);
      Slice slice = broker.read(channel, after, rest, reach);
      if (slice instanceof Slice.Gap gap) {
        gaps.add(new Missed(channel, gap.from(), gap.to(), false));
        ends[at] = gap.resume();
        return take(broker, at, reach);
      }
      if (slice instanceof Slice.Reset reset) {
        gaps.add(new Missed(channel, 0, 0, true));
        ends[at] = reset.resume();
        return take(broker, at, reach);
      }
      if (!(slice instanceof Slice.Messages found)) {
        return false;
      }
      for (Message message : found.messages()) {
        messages.add(message);
        weight += message.weight();
      }
      ends[at] = found.end();
      more |= found.more();
      return true;
    }

    /** Whether a channel that there was no room for holds something, as far as memory tells. */
    private boolean mayHoldMore(Broker broker, int at) {
      Extent extent = broker.extent(channels.get(at), Broker.Reach.MEMORY);
      Position end = ends[at];
      return extent == null || end == null || end.offset() < extent.last();
    }
  }
}
