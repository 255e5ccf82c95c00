package dev.halley.hub;

import dev.halley.auth.Caller;
import dev.halley.hub.Opened.Reason;
import dev.halley.message.UserName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are open, by reader, user and address: a reader has at most one on each carrier,
 * and the newest wins; a user, an address and the node have at most so many that may wait as the
 * settings say.
 */
final class Readers {

  private final HubSettings settings;
  private final Map<Key, Delivery> newest = new ConcurrentHashMap<>();
  private final Map<UserName, Integer> ofUser = new ConcurrentHashMap<>();
  private final Map<String, Integer> ofAddress = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  Readers(HubSettings settings) {
    this.settings = settings;
  }

  /** A reader as it is told from others: anonymous ones by their id alone. */
  private record Key(@Nullable UserName user, String client, String carrier) {

    static @Nullable Key of(Subscription subscription) {
      Subscription.Reader reader = subscription.reader();
      // Pages are answered at once, and two of one user's stand beside each other.
      return reader == null || reader.isPage() ? null : of(subscription.caller(), reader);
    }

    static Key of(Caller caller, Subscription.Reader reader) {
      return new Key(caller.user(), reader.client(), reader.carrier());
    }
  }

  /**
   * Counts a delivery in and ends the older one of the same reader, or the new one if its count
   * says that it is the late one.
   *
   * @param replaced a delivery that is about to end in favour of this one, so that it neither
   *     stands in its way nor is superseded by it; null for none
   * @return why it may not be open, or null; if it may not, nothing has changed
   */
  @Nullable Reason enter(Delivery delivery, @Nullable Delivery replaced) {
    Key key = Key.of(delivery.subscription());
    // The older one is about to leave: for a moment there may be one more.
    int spare = replaced != null || (key != null && newest.containsKey(key)) ? 1 : 0;
    Reason reason = countIn(delivery, spare);
    if (reason == null && key != null && newest.putIfAbsent(key, delivery) != null) {
      replace(key, delivery, replaced);
    }
    return reason;
  }

  private void replace(Key key, Delivery delivery, @Nullable Delivery replaced) {
    AtomicReference<@Nullable Delivery> loser = new AtomicReference<>();
    newest.compute(
        key,
        (same, held) -> {
          boolean late = held != null && held != replaced && isLate(delivery, held);
          loser.set(late ? delivery : held);
          return late ? held : delivery;
        });
    Delivery superseded = loser.get();
    if (superseded != null && superseded != replaced) {
      superseded.end(End.SUPERSEDED);
    }
  }

  /** Ends what a reader of the caller's holds on one carrier, if it holds something there. */
  void supersede(Caller caller, Subscription.Reader reader) {
    Delivery held = newest.get(Key.of(caller, reader));
    if (held != null) {
      held.end(End.SUPERSEDED);
    }
  }

  /** Counts a delivery out. Once for each that was let in. */
  void leave(Delivery delivery) {
    Key key = Key.of(delivery.subscription());
    if (key != null) {
      newest.remove(key, delivery);
    }
    all.decrementAndGet();
    if (!delivery.mayWait()) {
      return;
    }
    Caller caller = delivery.subscription().caller();
    if (caller.user() != null) {
      subtract(ofUser, caller.user());
    }
    if (!caller.address().isEmpty()) {
      subtract(ofAddress, caller.address());
    }
  }

  /** How many are open. */
  int count() {
    return all.get();
  }

  private @Nullable Reason countIn(Delivery delivery, int spare) {
    if (!delivery.mayWait()) {
      all.incrementAndGet();
      return null;
    }
    Caller caller = delivery.subscription().caller();
    UserName user = caller.user();
    if (user != null && !add(ofUser, user, settings.maxHoldsPerUser() + spare)) {
      return Reason.USER_FULL;
    }
    boolean counted = !caller.address().isEmpty();
    if (counted && !add(ofAddress, caller.address(), settings.maxHoldsPerAddress() + spare)) {
      if (user != null) {
        subtract(ofUser, user);
      }
      return Reason.ADDRESS_FULL;
    }
    if (all.incrementAndGet() > settings.maxHolds() + spare) {
      all.decrementAndGet();
      if (user != null) {
        subtract(ofUser, user);
      }
      if (counted) {
        subtract(ofAddress, caller.address());
      }
      return Reason.NODE_FULL;
    }
    return null;
  }

  private static boolean isLate(Delivery delivery, Delivery held) {
    Long seq = seq(delivery);
    Long heldSeq = seq(held);
    return seq != null && heldSeq != null && seq < heldSeq;
  }

  private static @Nullable Long seq(Delivery delivery) {
    Subscription.Reader reader = delivery.subscription().reader();
    return reader == null ? null : reader.seq();
  }

  private static <K> boolean add(Map<K, Integer> counts, K key, int most) {
    if (counts.merge(key, 1, Integer::sum) <= most) {
      return true;
    }
    subtract(counts, key);
    return false;
  }

  private static <K> void subtract(Map<K, Integer> counts, K key) {
    counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }
}
