package dev.halley.embedded;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.halley.broker.Records;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The records in the file. A change goes the way of an append: it waits for its commit, which it
 * shares with others.
 *
 * <p>Until then nobody sees it: what was there before is kept aside. A reader looks into the file
 * first and aside then, the commit thread puts aside first and changes then.
 *
 * <p>What was read lately is remembered, because each request of a guest asks for the same record,
 * with the count of the changes before it was read. A change counts once it shows, and before
 * anybody is told that it was made; what was remembered under another count is read again. So
 * nobody waits for anybody.
 */
final class EmbeddedRecords implements Records {

  /** How much is remembered, about: 20,000 records of guests, or a few dozen of big rooms. */
  private static final long RECENT_BYTES = 8 << 20;

  /** What a record that is remembered takes besides its texts, about. */
  private static final int OVERHEAD = 200;

  private final StoreFile file;
  private final InstantSource clock;
  private final Predicate<Order> orders;

  /** What the disk holds under the keys that were changed since the last commit. */
  private final Map<String, Optional<Entry>> before = new ConcurrentHashMap<>();

  private static final int COUNTS = 1024;

  /** How many changes there were, of the keys that share a place. */
  private final AtomicIntegerArray changes = new AtomicIntegerArray(COUNTS);

  private final Cache<String, Seen> recent =
      Caffeine.newBuilder()
          .maximumWeight(RECENT_BYTES)
          .weigher((String key, Seen seen) -> weight(key, seen.entry))
          .executor(Runnable::run)
          .build();

  /** What was found, after so many changes. */
  private record Seen(@Nullable Entry entry, int changes) {}

  /**
   * @param orders takes orders for the commit thread; false if there are too many
   */
  EmbeddedRecords(StoreFile file, InstantSource clock, Predicate<Order> orders) {
    this.file = file;
    this.clock = clock;
    this.orders = orders;
  }

  @Override
  public @Nullable Entry get(String key) {
    int count = changes.get(place(key));
    Seen seen = recent.getIfPresent(key);
    if (seen == null || seen.changes != count) {
      seen =
          new Seen(file.read(store -> Optional.ofNullable(look(key, store))).orElse(null), count);
      recent.put(key, seen);
    }
    Entry entry = seen.entry;
    return entry == null || entry.expires() <= clock.millis() ? null : entry;
  }

  @Override
  public List<String> keys(String after, int most) {
    return file.read(store -> keys(after, most, store));
  }

  private List<String> keys(String after, int most, MessageStore store) {
    long now = clock.millis();
    List<String> found = new ArrayList<>();
    // No text comes between these two.
    Cursor<String, byte[]> all = store.records().cursor(after + '\0');
    while (found.size() < most && all.hasNext()) {
      String key = all.next();
      if (store.codec().record(all.getValue()).expires() > now) {
        found.add(key);
      }
    }
    return found;
  }

  private static int place(String key) {
    return key.hashCode() & (COUNTS - 1);
  }

  /** A character takes two bytes where one of the text is beyond Latin-1. */
  private static int weight(String key, @Nullable Entry entry) {
    int length = entry == null ? 0 : entry.value().length();
    return OVERHEAD + Character.BYTES * (key.length() + length);
  }

  private @Nullable Entry look(String key, MessageStore store) {
    Entry found = stored(key, store);
    Optional<Entry> aside = before.get(key);
    return aside == null ? found : aside.orElse(null);
  }

  private static @Nullable Entry stored(String key, MessageStore store) {
    byte[] bytes = store.records().get(key);
    return bytes == null ? null : store.codec().record(bytes);
  }

  @Override
  public void compareAndSet(
      String key, @Nullable Entry expected, @Nullable Entry next, Consumer<Swap> then) {
    Order.Change change = new Order.Change(key, expected, next, then);
    if (!orders.test(change)) {
      change.answer(Swap.FAILED);
    }
  }

  /** Makes a change that shows and lasts from the next commit on. For the commit thread alone. */
  Swap stage(MessageStore store, Order.Change change, long now) {
    String key = change.key();
    Entry stored = stored(key, store);
    Entry present = stored == null || stored.expires() <= now ? null : stored;
    if (!Objects.equals(present, change.expected())) {
      return Swap.CHANGED;
    }
    before.putIfAbsent(key, Optional.ofNullable(stored));
    Entry next = change.next();
    if (next == null) {
      store.records().remove(key);
    } else {
      store.records().put(key, store.codec().record(next));
    }
    store.changed();
    return Swap.DONE;
  }

  /** Says that what was staged is on the disk, or that it never will be. */
  void settled() {
    List<String> changed = List.copyOf(before.keySet());
    before.clear();
    changed.forEach(key -> changes.incrementAndGet(place(key)));
  }
}
