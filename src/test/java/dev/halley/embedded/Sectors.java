package dev.halley.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies on a disk for sure, and what may.
 *
 * <p>A sector that was written has its old content or any that it was given since, until a force
 * makes the last one sure. A force that failed leaves all of them possible, and the next one does
 * not make up for it: the system takes what it could not write for written. Only who writes the
 * sector again can be sure of it after that.
 */
final class Sectors {

  /** What a disk writes whole or not at all. */
  static final int SIZE = 512;

  private final Map<Long, byte[]> sure = new TreeMap<>();
  private final Map<Long, List<Written>> possible = new HashMap<>();
  private final Set<Long> unforced = new HashSet<>();
  private long writes;

  /** What a sector was given; null if it was cut off. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Written(long number, byte @Nullable [] bytes) {}

  /** A disk with something on it. */
  static Sectors of(byte[] content) {
    Sectors sectors = new Sectors();
    for (int at = 0; at < content.length; at += SIZE) {
      sectors.write(at / SIZE, Arrays.copyOfRange(content, at, at + SIZE));
    }
    sectors.force();
    return sectors;
  }

  /** Takes note of what was written to a sector; null if it was cut off. */
  void write(long sector, byte @Nullable [] bytes) {
    possible.computeIfAbsent(sector, s -> new ArrayList<>()).add(new Written(++writes, bytes));
    unforced.add(sector);
  }

  /** All is on the disk that was written since the last force. */
  void force() {
    for (long sector : unforced) {
      List<Written> all = possible.remove(sector);
      put(sure, sector, all.get(all.size() - 1).bytes());
    }
    unforced.clear();
  }

  /** Who knows what of it is on the disk. */
  void failForce() {
    unforced.clear();
  }

  /** What may be there when the power comes back. */
  byte[] survivors(Random random) {
    Map<Long, byte[]> found = new TreeMap<>(sure);
    boolean inOrder = random.nextBoolean();
    long first = possible.values().stream().mapToLong(all -> all.get(0).number()).min().orElse(1);
    long last = first - 1 + random.nextLong(writes - first + 2);
    possible.forEach(
        (sector, all) -> {
          int kept = random.nextInt(all.size() + 1);
          if (inOrder) {
            kept = (int) all.stream().filter(written -> written.number() <= last).count();
          }
          if (kept > 0) {
            put(found, sector, all.get(kept - 1).bytes());
          }
        });
    return joined(found);
  }

  private static void put(Map<Long, byte[]> sectors, long sector, byte @Nullable [] bytes) {
    if (bytes == null) {
      sectors.remove(sector);
    } else {
      sectors.put(sector, bytes);
    }
  }

  private static byte[] joined(Map<Long, byte[]> sectors) {
    long end = sectors.keySet().stream().mapToLong(sector -> sector + 1).max().orElse(0);
    byte[] content = new byte[Math.toIntExact(end * SIZE)];
    sectors.forEach(
        (sector, bytes) ->
            System.arraycopy(bytes, 0, content, Math.toIntExact(sector * SIZE), SIZE));
    return content;
  }
}
