package dev.halley.embedded;

import dev.halley.broker.*;
import dev.halley.message.*;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Quick. */
@SuppressWarnings("all")
@org.jspecify.annotations.NullUnmarked
public final class EmbeddedBroker implements Broker, Records {
  final InstantSource clock;
  final Tail tail;
  private final ConcurrentHashMap<ChannelName, LiveLog> live = new ConcurrentHashMap<>();
  private final Rules<Retention> rules;
  private final Committer durable, memory;
  private final long epoch, memoryEpoch;

  private EmbeddedBroker(
      Path folder, EmbeddedSettings s, Rules<Retention> rules, InstantSource clock) {
    this.clock = clock;
    this.rules = rules;
    tail = new Tail(s.tailBytes(), 1000);
    MessageStore store = new MessageStore(StoreFile.in(folder, s.pageCacheBytes()));
    SecureRandom random = new SecureRandom();
    if (store.number("epoch", 0) == 0) {
      store.putNumber("epoch", random.nextLong() & Position.MAX_EPOCH);
      store.commit();
    }
    epoch = store.number("epoch", 0);
    memoryEpoch = random.nextLong() & Position.MAX_EPOCH;
    durable = new Committer(this, store, "halley-commit", s.maxPending());
    memory =
        new Committer(this, new MessageStore(StoreFile.memory()), "halley-memory", s.maxPending());
    durable.thread.start();
    memory.thread.start();
  }

  /** x. */
  public static EmbeddedBroker open(
      Path folder, EmbeddedSettings s, Rules<Retention> rules, InstantSource clock) {
    return new EmbeddedBroker(folder, s, rules, clock);
  }

  /** x. */
  public Records records() {
    return this;
  }

  /** x. */
  public boolean isWritable() {
    return durable.store.isOpen();
  }

  private LiveLog log(ChannelName c) {
    return live.computeIfAbsent(
        c,
        k -> {
          Retention r =
              rules
                  .find(k)
                  .orElse(new Retention(Retention.Durability.DURABLE, 1000, Duration.ofDays(1)));
          boolean mem = r.durability() == Retention.Durability.MEMORY;
          return new LiveLog(k, r, mem ? memory : durable, mem ? memoryEpoch : epoch);
        });
  }

  private @Nullable LiveLog log(ChannelName c, Reach reach) {
    LiveLog l = log(c);
    if (!l.loaded) {
      if (reach == Reach.MEMORY && l.committer == durable) return null;
      l.load();
    }
    return l;
  }

  @Override
  public void append(Draft d, Consumer<Appended> then) {
    LiveLog l = log(d.channel());
    if (!l.committer.offer(
        new Committer.Append(d, l, d.copy() == null ? null : log(d.copy()), then)))
      then.accept(new Appended.Overloaded());
  }

  @Override
  public Slice read(ChannelName c, Position after, Limit limit, Reach reach) {
    LiveLog l = log(c, reach);
    if (l == null) return new Slice.Cold();
    long end = l.readable;
    if (after.epoch() != l.epoch || after.offset() > end)
      return new Slice.Reset(new Position(l.epoch, l.first - 1));
    long first = Math.max(l.first, end - l.retention.messages() + 1);
    if (after.offset() < first - 1)
      return new Slice.Gap(after.offset() + 1, first - 1, after.at(first - 1));
    if (after.offset() == end) return new Slice.Messages(List.of(), after, false);
    List<Message> m = l.ring.from(after.offset() + 1, end, limit);
    if (m.isEmpty()) {
      if (reach == Reach.MEMORY && l.committer == durable) return new Slice.Cold();
      m = l.committer.store.messages(c, l.number, after.offset() + 1, end, limit);
    }
    long cutoff = clock.millis() - l.retention.age().toMillis();
    int young = 0;
    while (young < m.size() && m.get(young).time() < cutoff) young++;
    if (young > 0) {
      long f = after.offset() + young + 1;
      l.first = f;
      return new Slice.Gap(after.offset() + 1, f - 1, after.at(f - 1));
    }
    long to = after.offset() + m.size();
    return new Slice.Messages(m, after.at(to), to < end);
  }

  @Override
  public @Nullable Extent extent(ChannelName c, Reach reach) {
    LiveLog l = log(c, reach);
    return l == null
        ? null
        : new Extent(
            l.epoch, Math.max(l.first, l.readable - l.retention.messages() + 1), l.readable);
  }

  @Override
  public Follow follow(ChannelName c, Consumer<ChannelName> grew) {
    LiveLog l = log(c);
    l.followers.add(grew);
    return () -> l.followers.remove(grew);
  }

  @Nullable Entry current(String key) {
    Entry e = durable.store.record(key);
    return e != null && e.expires() > clock.millis() ? e : null;
  }

  @Override
  public @Nullable Entry get(String key) {
    return current(key);
  }

  @Override
  public void compareAndSet(
      String key, @Nullable Entry expected, @Nullable Entry next, Consumer<Swap> then) {
    if (!durable.offer(new Committer.Change(key, expected, next, then))) then.accept(Swap.FAILED);
  }

  @Override
  public void close() {
    durable.close();
    memory.close();
    durable.store.close();
    memory.store.close();
  }
}
