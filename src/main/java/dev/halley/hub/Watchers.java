package dev.halley.hub;

import dev.halley.broker.Broker;
import dev.halley.message.ChannelName;
import dev.halley.message.Rules;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who watches which channel on this node. A channel that someone watches is followed at the broker,
 * and for a while after the last one left, because a client that polls again is back at once.
 *
 * <p>When a log has grown its list of watchers is swapped for an empty one and woken from there, so
 * that a new poll never waits for the walk. Who goes on registers again before it looks.
 */
final class Watchers {

  /** So many channels may be added to what is followed before a sweep comes early. */
  static final int MOST_NEW = 10_000;

  private final Map<ChannelName, Watch> watches = new ConcurrentHashMap<>();
  private final Broker broker;
  private final Waves waves;
  private final Rules<Duration> linger;
  private final LongSupplier ticker;
  private final Linger.Later later;

  /** How many were followed after the last sweep. Only the sweeping thread touches it. */
  private int kept;

  /**
   * @param linger how long the watchers of which channel wait for more, see {@link Linger}
   * @param ticker nanoseconds since some moment, never going back
   */
  Watchers(
      Broker broker, Waves waves, Rules<Duration> linger, LongSupplier ticker, Linger.Later later) {
    this.broker = broker;
    this.waves = waves;
    this.linger = linger;
    this.ticker = ticker;
    this.later = later;
  }

  /**
   * Registers a delivery, or registers it again after its list was swapped. After this returns no
   * growth of the log goes unnoticed.
   *
   * @param seat what an earlier call for the same delivery and channel returned, or null
   * @return the seat to give at the next call, and to leave at the end
   */
  Seat add(ChannelName channel, Delivery delivery, @Nullable Seat seat) {
    if (seat != null && seat.enter()) {
      return seat;
    }
    while (true) {
      Watch watch = watches.computeIfAbsent(channel, Watch::new);
      Seat fresh = new Seat(delivery, watch.seats);
      // Not if the watch was swept away since the look-up: the next look-up makes a new one.
      if (fresh.enter()) {
        watch.follow();
        return fresh;
      }
    }
  }

  /** Tells each watcher that the log may have grown. Called by the broker; never waits. */
  private void grew(ChannelName channel, boolean byPublisher) {
    Watch watch = watches.get(channel);
    if (watch != null) {
      watch.grew(byPublisher);
    }
  }

  /**
   * Stops following channels that were without a watcher at this sweep and at the one before.
   *
   * @return how many channels are followed now
   */
  int sweep() {
    watches.values().removeIf(Watch::isIdle);
    kept = watches.size();
    return kept;
  }

  /**
   * Stops following what nobody watches now, if much has been added since the last sweep: whoever
   * asks for ever other channels shall not fill the memory meanwhile.
   */
  void sweepIfMany() {
    if (watches.size() - kept > MOST_NEW) {
      watches.values().removeIf(Watch::isUnwatched);
      kept = watches.size();
    }
  }

  /** Stops following everything. */
  void close() {
    watches.values().forEach(Watch::unfollow);
    watches.clear();
  }

  /** The watchers of one channel, and the node's interest in it. */
  final class Watch {

    private final ChannelName channel;
    private final Bag seats = new Bag();

    /** Null until the first watcher comes; guarded by this. */
    private Broker.@Nullable Follow follow;

    /** Guarded by this. */
    private boolean over;

    /** Only the sweeping thread touches it. */
    private boolean wasEmpty;

    /** Null where signals are not held back. */
    private final @Nullable Linger pause;

    private Watch(ChannelName channel) {
      this.channel = channel;
      long nanos = linger.find(channel).orElse(Duration.ZERO).toNanos();
      this.pause = nanos == 0 ? null : new Linger(nanos, ticker, later, () -> wake(false));
    }

    private void grew(boolean byPublisher) {
      if (pause == null) {
        wake(byPublisher);
      } else {
        pause.signal();
      }
    }

    private void wake(boolean byPublisher) {
      waves.wake(seats.takeAll(), byPublisher);
    }

    private synchronized void follow() {
      if (follow == null && !over) {
        follow = broker.follow(channel, Watchers.this::grew);
      }
    }

    private synchronized void unfollow() {
      over = true;
      if (follow != null) {
        follow.close();
      }
    }

    private boolean isIdle() {
      boolean empty = seats.isEmpty();
      if (!empty || !wasEmpty) {
        wasEmpty = empty;
        return false;
      }
      return isUnwatched();
    }

    private boolean isUnwatched() {
      if (!seats.closeIfEmpty()) {
        return false;
      }
      unfollow();
      return true;
    }
  }
}
