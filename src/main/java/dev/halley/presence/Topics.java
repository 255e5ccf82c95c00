package dev.halley.presence;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import dev.halley.message.ChannelName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the rooms are about: a record for each that has a topic. It is kept for {@value #DAYS} days
 * after it was set last.
 */
final class Topics {

  private static final Logger LOG = System.getLogger(Topics.class.getName());

  /** The longest topic, in characters. */
  static final int MOST = 200;

  private static final String PREFIX = "topic";
  private static final int DAYS = 400;
  private static final long LIFE = Duration.ofDays(DAYS).toMillis();

  /** Who sets the same text again before this has nothing written. */
  private static final long RENEWED_AFTER = Duration.ofDays(30).toMillis();

  private static final int TRIES = 5;

  private final Records records;
  private final InstantSource clock;

  Topics(Records records, InstantSource clock) {
    this.clock = clock;
    this.records = records;
  }

  /** Whether a text may be a topic: not too long, and on one line. */
  static boolean isGood(String text) {
    return text.codePointCount(0, text.length()) <= MOST
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  /** The topic of a room; null if it has none. May wait for the storage. */
  @Nullable String of(String room) {
    Entry entry = records.get(PREFIX + room);
    return entry == null ? null : entry.value();
  }

  /**
   * Sets a topic; an empty one takes it away.
   *
   * @param then gets whether it is so now; on a thread that must not wait
   */
  void set(ChannelName room, String text, Consumer<Boolean> then) {
    Entry next = text.isEmpty() ? null : new Entry(text, clock.millis() + LIFE);
    set(PREFIX + room.value(), next, TRIES, then);
  }

  private void set(String key, @Nullable Entry next, int tries, Consumer<Boolean> then) {
    Entry present;
    try {
      present = records.get(key);
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "A topic cannot be set", e);
      then.accept(false);
      return;
    }
    if (isAsGood(present, next)) {
      then.accept(true);
      return;
    }
    records.compareAndSet(
        key,
        present,
        next,
        swap -> {
          if (swap == Swap.CHANGED && tries > 1) {
            set(key, next, tries - 1, then);
          } else {
            then.accept(swap == Swap.DONE);
          }
        });
  }

  private static boolean isAsGood(@Nullable Entry present, @Nullable Entry next) {
    if (present == null || next == null) {
      return present == null && next == null;
    }
    return present.value().equals(next.value())
        && next.expires() - present.expires() < RENEWED_AFTER;
  }

  /** Rooms that have one and whose names come after a text, in their order. */
  List<String> after(String name, int most) {
    return records.keys(PREFIX + name, most).stream()
        .takeWhile(key -> key.startsWith(PREFIX + "/"))
        .map(key -> key.substring(PREFIX.length()))
        .toList();
  }
}
