package dev.halley.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What memory knows of private rooms, also of those that nobody has created. It is bounded; what is
 * not there is loaded by whoever may wait.
 *
 * <p>A load that began before a change must not put back what was before it. So changes are
 * counted: {@link #changed} counts one and then forgets the room, and a load keeps what it found
 * only if none was counted since it began; else it begins again. That is decided within one atomic
 * step of the cache, and to forget is another: what an old load has kept before the change was
 * counted is forgotten, and after that it keeps nothing.
 */
final class KnownRooms {

  /** What a room weighs besides its members, about. */
  private static final int OVERHEAD = 300;

  private static final int PER_MEMBER = 100;

  private final Records records;
  private final Cache<String, PrivateRoom> known;
  private final AtomicLong changes = new AtomicLong();

  /**
   * @param maxBytes how much is kept, about; 0 for nothing
   */
  KnownRooms(Records records, long maxBytes) {
    this.records = records;
    known =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((String name, PrivateRoom room) -> OVERHEAD + name.length() + weight(room))
            .executor(Runnable::run)
            .build();
  }

  private static int weight(PrivateRoom room) {
    int weight = 0;
    for (String member : room.members()) {
      weight += PER_MEMBER + member.length();
    }
    return weight;
  }

  /** Where the record of a room is kept. */
  static String key(String name) {
    return "members" + name;
  }

  /** The room, if memory knows it. Never waits. */
  @Nullable PrivateRoom remembered(String name) {
    return known.getIfPresent(name);
  }

  /**
   * The room, from memory or the storage.
   *
   * @throws BrokerException if the storage cannot be read
   */
  PrivateRoom find(String name) {
    PrivateRoom room = remembered(name);
    return room == null ? load(name) : room;
  }

  private PrivateRoom load(String name) {
    while (true) {
      long seen = changes.get();
      Records.Entry entry = records.get(key(name));
      PrivateRoom room = PrivateRoom.parse(entry == null ? null : entry.value());
      if (isKept(name, room, seen)) {
        return room;
      }
    }
  }

  private boolean isKept(String name, PrivateRoom room, long seen) {
    boolean[] kept = new boolean[1];
    known
        .asMap()
        .compute(
            name,
            (same, before) -> {
              kept[0] = changes.get() == seen;
              return kept[0] ? room : before;
            });
    return kept[0];
  }

  /**
   * The record of a room was changed, or perhaps. After this returns nobody is told the old. It
   * does not look at the record: the storage's own thread calls this.
   */
  void changed(String name) {
    changes.incrementAndGet();
    known.invalidate(name);
  }
}
