package dev.halley.hub;

import dev.halley.broker.Broker.Reach;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client that polls or streams again and again with the cursor it holds, and checks that each
 * channel's offsets come one after the other.
 */
final class StressReader {

  private final Hub hub;
  private final Subscription.Reader name;
  private final List<ChannelName> channels;
  private final boolean polls;
  private final Queue<Runnable> wires;
  private final AtomicLong delivered;
  private final Map<ChannelName, Long> seen = new ConcurrentHashMap<>();
  private volatile Cursor cursor;
  private volatile @Nullable Delivery current;
  private volatile @Nullable String failure;
  private volatile boolean stopped;

  StressReader(
      Hub hub,
      String client,
      List<ChannelName> channels,
      boolean polls,
      Queue<Runnable> wires,
      AtomicLong delivered) {
    this.hub = hub;
    this.name = new Subscription.Reader(client, polls ? "poll" : "stream", null);
    this.channels = channels;
    this.polls = polls;
    this.wires = wires;
    this.delivered = delivered;
    this.cursor = HubStress.begin(channels);
    channels.forEach(channel -> seen.put(channel, 0L));
  }

  /** Opens the next request; at its end the next one is opened. */
  void start() {
    if (stopped) {
      return;
    }
    Wire wire = new Wire();
    Subscription subscription =
        new Subscription(
            Fixture.alice(), name, channels, cursor, 0, HubStress.limit(), Duration.ofSeconds(60));
    if (hub.open(subscription, wire) instanceof Opened.Open open) {
      current = open.delivery();
    }
  }

  /** One of three disturbances. The client comes back by itself. */
  void disturb(int which) {
    Delivery delivery = current;
    if (delivery == null) {
      return;
    }
    switch (which) {
      case 0 -> delivery.end(End.HOLD_RAN_OUT);
      case 1 -> delivery.end(End.GONE);
      default -> delivery.wake();
    }
  }

  void stop() {
    stopped = true;
  }

  @Nullable String failure() {
    return failure;
  }

  boolean hasAll(FakeBroker broker) {
    return failure == null
        && channels.stream().allMatch(c -> Objects.equals(seen.get(c), last(broker, c)));
  }

  String where(FakeBroker broker) {
    StringBuilder where = new StringBuilder(name.client()).append(polls ? " poll" : " stream");
    channels.forEach(
        c -> where.append(" at ").append(seen.get(c)).append(" of ").append(last(broker, c)));
    return where.toString();
  }

  private static long last(FakeBroker broker, ChannelName channel) {
    return Objects.requireNonNull(broker.extent(channel, Reach.STORE)).last();
  }

  private void take(Batch batch) {
    for (Message message : batch.messages()) {
      long expected = Objects.requireNonNull(seen.get(message.channel())) + 1;
      if (message.offset() != expected) {
        failure =
            "expected offset "
                + expected
                + " of "
                + message.channel()
                + ", got "
                + message.offset();
      }
      seen.put(message.channel(), message.offset());
      delivered.incrementAndGet();
    }
    if (!batch.gaps().isEmpty()) {
      failure = "a gap: " + batch.gaps();
    }
    cursor = batch.end();
    for (ChannelName channel : channels) {
      Position position = cursor.at(channel);
      if (position == null || position.offset() != seen.getOrDefault(channel, -1L)) {
        failure = "the cursor does not stand where the messages end";
      }
    }
  }

  /** One request's wire: some of the time it takes nothing more for a while. */
  private final class Wire implements Outlet {

    private volatile boolean ready = true;
    private volatile @Nullable Delivery delivery;
    private volatile boolean released;
    private volatile boolean full;

    @Override
    public void begin(Delivery opened) {
      delivery = opened;
    }

    @Override
    public Carrier carrier() {
      return polls ? Carrier.POLL : Carrier.STREAM;
    }

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public boolean nextIsLast() {
      return polls;
    }

    @Override
    public void deliver(Batch batch) {
      if (released) {
        failure = "a batch after the release";
      }
      take(batch);
      full = !polls && ThreadLocalRandom.current().nextInt(64) == 0;
      if (!polls && ThreadLocalRandom.current().nextInt(4) == 0) {
        ready = false;
        wires.add(this::recover);
      }
    }

    private void recover() {
      ready = true;
      Objects.requireNonNull(delivery).wake();
    }

    @Override
    public boolean isFull() {
      return full;
    }

    @Override
    public void end(End why, Cursor at) {
      if (!at.equals(cursor)) {
        failure = "the end says another cursor than the last batch";
      }
    }

    @Override
    public void release() {
      if (released) {
        failure = "released twice";
      }
      released = true;
      wires.add(StressReader.this::start);
    }
  }
}
