package dev.halley.embedded;

import dev.halley.broker.Broker.Follow;
import dev.halley.broker.Broker.Follower;
import dev.halley.broker.Broker.Written;
import dev.halley.broker.Retention;
import dev.halley.broker.Retention.Durability;
import dev.halley.broker.Tail;
import dev.halley.message.ChannelName;
import dev.halley.message.Position;
import dev.halley.message.Rules;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The logs that are in use. One that is asked for is there; one that nobody used for a while is
 * forgotten, unless something would be lost with it.
 *
 * <p>To follow a log and to forget it are atomic steps of the map, so nobody follows one that is
 * just being forgotten.
 */
final class Logs {

  private static final int TICKS = 8;

  private final ConcurrentMap<ChannelName, ChannelLog> live = new ConcurrentHashMap<>();
  private final Rules<Retention> rules;
  private final EmbeddedSettings settings;
  private final StoreFile file;
  private final Tail tail;
  private final Budget memory;
  private final Directory directory = new Directory();

  /** The epoch of memory logs that begin now. It moves on when one of them is forgotten. */
  private final AtomicLong epoch =
      new AtomicLong(ThreadLocalRandom.current().nextLong(Position.MAX_EPOCH + 1));

  private final long start = System.nanoTime();

  /** An eighth of the time that an unused log is kept. */
  private final long tickNanos;

  private volatile int tick;

  Logs(Rules<Retention> rules, EmbeddedSettings settings, StoreFile file) {
    this.rules = rules;
    this.settings = settings;
    this.file = file;
    tail = new Tail(settings.tailBytes(), settings.tailMessages());
    memory = new Budget(settings.memoryBytes());
    tickNanos = Math.max(1, settings.linger().toNanos() / TICKS);
  }

  /** The newest messages of those in the file. */
  Tail tail() {
    return tail;
  }

  /** What memory logs may take. */
  Budget memory() {
    return memory;
  }

  Retention rule(ChannelName channel) {
    return rules.find(channel).orElse(settings.fallback());
  }

  /** The log of a channel. */
  ChannelLog of(ChannelName channel) {
    ChannelLog log = live.get(channel);
    if (log == null) {
      log = live.computeIfAbsent(channel, this::begin);
    }
    log.use(tick);
    return log;
  }

  /** The log of a channel if it is in use. */
  boolean isLive(ChannelName channel) {
    return live.containsKey(channel);
  }

  int size() {
    return live.size();
  }

  /**
   * The part of a channel's log that lies in the file; it may have one although its rule says now
   * that it is kept in memory.
   */
  FileLog inFile(ChannelName channel) {
    return of(channel) instanceof FileLog log ? log : fileLog(channel, rule(channel));
  }

  private ChannelLog begin(ChannelName channel) {
    Retention rule = rule(channel);
    ChannelLog log =
        rule.durability() == Durability.MEMORY
            ? new MemoryLog(channel, rule, epoch.get() & Position.MAX_EPOCH, memory, directory)
            : fileLog(channel, rule);
    log.use(tick);
    return log;
  }

  private FileLog fileLog(ChannelName channel, Retention rule) {
    return new FileLog(channel, rule, file, tail, directory);
  }

  /** As {@link dev.halley.broker.Broker#written}. */
  List<Written> written(String after, int most) {
    return file.read(store -> directory.after(after, most, store, this::lastTime));
  }

  /** The time of the newest message of a log that is in use; 0 if memory does not know. */
  private long lastTime(ChannelName channel) {
    ChannelLog log = live.get(channel);
    return log == null ? 0 : log.lastTime();
  }

  /** Registers a follower. */
  Follow follow(ChannelName channel, Follower follower) {
    Follow[] follow = new Follow[1];
    live.compute(
        channel,
        (same, known) -> {
          ChannelLog log = known == null ? begin(channel) : known;
          log.use(tick);
          log.keep();
          follow[0] = log.followers().add(follower);
          return log;
        });
    return follow[0];
  }

  /** Takes note of the time: what was used before is used less lately now. */
  void tick() {
    tick = (int) ((System.nanoTime() - start) / tickNanos);
  }

  /** All that are in use now, in no order. */
  Iterator<ChannelLog> iterator() {
    return live.values().iterator();
  }

  /**
   * Forgets a log if nobody follows it, nothing is lost with it, and it was not used lately.
   *
   * @param atOnce whether it does not matter how lately it was used
   */
  void forget(ChannelLog candidate, boolean atOnce, long now) {
    int unusedSince = atOnce ? tick : tick - TICKS;
    live.computeIfPresent(
        candidate.name(),
        (channel, log) -> {
          if (!log.retire(unusedSince, now)) {
            return log;
          }
          if (log instanceof MemoryLog gone && gone.nextOffset() > 1) {
            epoch.incrementAndGet();
          }
          return null;
        });
  }
}
