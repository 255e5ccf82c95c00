package dev.halley.auth;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records in a map, which can be told to be late, to fail, or to be changed in between. */
final class FakeRecords implements Records {

  private final InstantSource clock;
  private final Map<String, Entry> entries = new HashMap<>();
  private final Deque<Runnable> before = new ArrayDeque<>();
  private final Deque<Runnable> held = new ArrayDeque<>();
  private boolean holding;
  private boolean unreadable;
  private boolean unwritable;

  FakeRecords(InstantSource clock) {
    this.clock = clock;
  }

  /** Runs this once, before the next compare-and-set looks. */
  void beforeNextSwap(Runnable action) {
    before.add(action);
  }

  /** Changes an entry a little. */
  void touch(String key) {
    entries.computeIfPresent(key, (k, e) -> new Entry(e.value(), e.expires() + 1));
  }

  /** From now on outcomes are not told until {@link #tell}. */
  void hold() {
    holding = true;
  }

  /** Tells the outcomes that were held, and how many there were. */
  int tell() {
    holding = false;
    int told = 0;
    while (!held.isEmpty()) {
      held.remove().run();
      told++;
    }
    return told;
  }

  void failToRead(boolean fails) {
    unreadable = fails;
  }

  void failToWrite(boolean fails) {
    unwritable = fails;
  }

  /** All that is kept, as text. */
  String dump() {
    return entries.toString();
  }

  @Override
  public @Nullable Entry get(String key) {
    if (unreadable) {
      throw new BrokerException("the records cannot be read");
    }
    Entry entry = entries.get(key);
    return entry == null || entry.expires() <= clock.millis() ? null : entry;
  }

  @Override
  public List<String> keys(String after, int most) {
    return entries.keySet().stream()
        .filter(key -> key.compareTo(after) > 0 && get(key) != null)
        .sorted()
        .limit(most)
        .toList();
  }

  @Override
  public void compareAndSet(
      String key, @Nullable Entry expected, @Nullable Entry next, Consumer<Swap> then) {
    if (!before.isEmpty()) {
      before.remove().run();
    }
    Swap outcome = swap(key, expected, next);
    if (holding) {
      held.add(() -> then.accept(outcome));
    } else {
      then.accept(outcome);
    }
  }

  private Swap swap(String key, @Nullable Entry expected, @Nullable Entry next) {
    if (unwritable) {
      return Swap.FAILED;
    }
    if (!Objects.equals(get(key), expected)) {
      return Swap.CHANGED;
    }
    if (next == null) {
      entries.remove(key);
    } else {
      entries.put(key, next);
    }
    return Swap.DONE;
  }
}
