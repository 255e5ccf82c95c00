package dev.halley.broker;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Small durable state that is no log: a key, a value, an expiry, and compare-and-set. All methods
 * may be called from any thread.
 */
public interface Records {

  /**
   * A value under a key.
   *
   * @param value the value
   * @param expires when it is forgotten, milliseconds since 1970-01-01 UTC
   */
  record Entry(String value, long expires) {}

  /** What became of a compare-and-set. */
  enum Swap {
    /** The new entry is stored durably. */
    DONE,
    /** Another entry than the expected one was there; nothing was changed. */
    CHANGED,
    /** The storage failed; the new entry may or may not be there. */
    FAILED
  }

  /**
   * The entry under a key, or null if there is none that has not expired.
   *
   * @throws BrokerException if the storage cannot be read
   */
  @Nullable Entry get(String key);

  /**
   * Keys that come after a text, in their order (of their UTF-16 characters), of entries that have
   * not expired. One that is changed at the moment may be left out, or be told though it shows only
   * a moment later. May wait for the storage.
   *
   * @param after a key, or any other text
   * @param most how many are told at most, 1 and up
   * @throws BrokerException if the storage cannot be read
   */
  List<String> keys(String after, int most);

  /**
   * Puts an entry in the place of the expected one; null stands for none, on either side. Returns
   * at once; the outcome comes when the change is durable, on a thread of the storage or the
   * caller's. The call-back must not wait.
   */
  void compareAndSet(
      String key, @Nullable Entry expected, @Nullable Entry next, Consumer<Swap> then);
}
