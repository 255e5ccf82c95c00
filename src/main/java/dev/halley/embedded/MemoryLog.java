package dev.halley.embedded;

import dev.halley.broker.Broker.Reach;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Retention;
import dev.halley.broker.Ring;
import dev.halley.broker.Slice;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Position;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A log that is never on disk. Appends hold its {@link #lock}; readers need none: the state is
 * moved before what it no longer covers is dropped, so a reader that misses a message finds that
 * the state is another.
 */
final class MemoryLog implements ChannelLog {

  private final ChannelName name;
  private final Retention rule;
  private final Budget budget;
  private final Directory directory;
  private final Followers followers = new Followers();
  private final Ring ring = new Ring();
  private final ReentrantLock lock = new ReentrantLock();

  /** In the order of the offsets. Guarded by the lock. */
  private final Map<MessageId, Remembered> ids = new LinkedHashMap<>();

  /** Guarded by the lock. */
  private boolean forgotten;

  private volatile LogState state;
  private volatile int used;

  private final View.Source source =
      new View.Source() {
        @Override
        public @Nullable Message at(long offset) {
          return ring.at(offset);
        }

        @Override
        public List<Message> from(long offset, long to, Limit limit) {
          return ring.from(offset, to, limit);
        }
      };

  MemoryLog(ChannelName name, Retention rule, long epoch, Budget budget, Directory directory) {
    this.directory = directory;
    this.name = name;
    this.rule = rule;
    this.budget = budget;
    state = LogState.empty(epoch);
  }

  @Override
  public ChannelName name() {
    return name;
  }

  @Override
  public Followers followers() {
    return followers;
  }

  @Override
  public Slice read(Position after, Limit limit, Reach reach, long now) {
    while (true) {
      Slice slice = new View(state, rule, now).read(after, limit, source);
      if (slice != null) {
        return slice;
      }
    }
  }

  @Override
  public Extent extent(Reach reach, long now) {
    while (true) {
      Extent extent = new View(state, rule, now).extent(source);
      if (extent != null) {
        return extent;
      }
    }
  }

  /** To be held for all that follows. */
  ReentrantLock lock() {
    return lock;
  }

  /** Whether another log has taken its place. */
  boolean isForgotten() {
    return forgotten;
  }

  @Override
  public long lastTime() {
    return state.lastTime();
  }

  long nextOffset() {
    return state.last() + 1;
  }

  /** What is known under an id; null if nothing or no longer. */
  @Nullable Remembered remembered(MessageId id, long now) {
    Remembered remembered = ids.get(id);
    return remembered != null && remembered.holds(state.last(), now) ? remembered : null;
  }

  /** What it shows, and the ids that it remembers. */
  Shelf shelf(long now) {
    return new Shelf() {
      private final long first = new View(state, rule, now).first(source);

      @Override
      public long known(MessageId id) {
        Remembered known = remembered(id, now);
        return known == null ? 0 : known.offset();
      }

      @Override
      public @Nullable Message at(long offset) {
        return offset < first ? null : ring.at(offset);
      }

      @Override
      public long first() {
        return first;
      }

      @Override
      public long last() {
        return state.last();
      }
    };
  }

  /**
   * Stores a draft; it can be read from now on. What it weighs was taken from the budget.
   *
   * @param original what it refers to, in whichever log; null for most
   */
  void put(Draft draft, @Nullable Message original, long time, long main) {
    LogState before = state;
    Message here = original == null ? null : Referrals.twin(shelf(time), original);
    Message message =
        new Message(
            name,
            before.last() + 1,
            draft.id(),
            draft.from(),
            draft.to(),
            time,
            draft.data(),
            Referrals.ties(draft, here));
    Referrals.changes(message, ring::at).forEach(this::replace);
    ids.remove(draft.id());
    ids.put(draft.id(), new Remembered(message.offset(), main, time, draft.from(), draft.to()));
    ring.append(message);
    show(before.with(message), time);
    if (before.last() == 0) {
      directory.add(this);
    }
  }

  private void replace(Message message) {
    long weight = ring.weight();
    ring.replace(message);
    budget.giveBack(weight - ring.weight());
  }

  /** Drops what the rule no longer shows, and the ids that are no longer remembered. */
  void expire(long now) {
    show(state, now);
  }

  private void show(LogState next, long now) {
    long first = new View(next, rule, now).first(source);
    Message oldest = ring.at(first);
    state = next.trimmedTo(first, oldest == null ? next.lastTime() : oldest.time());
    long weight = ring.weight();
    ring.dropBefore(first);
    budget.giveBack(weight - ring.weight());
    Iterator<Remembered> known = ids.values().iterator();
    while (known.hasNext() && !known.next().holds(next.last(), now)) {
      known.remove();
    }
  }

  @Override
  public void keep() {
    // All of it is in memory.
  }

  @Override
  public void use(int tick) {
    if (used != tick) {
      used = tick;
    }
  }

  @Override
  public boolean retire(int unusedSince, long now) {
    lock.lock();
    try {
      expire(now);
      forgotten = used - unusedSince <= 0 && followers.isEmpty() && state.isEmpty();
      if (forgotten) {
        directory.remove(this);
      }
      return forgotten;
    } finally {
      lock.unlock();
    }
  }
}
