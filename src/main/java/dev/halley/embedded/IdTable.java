package dev.halley.embedded;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which ids a log may know, and at which offset: a hash table of two ints for each, because there
 * can be ten thousand in each of many logs. That an id is here is only a guess, to be checked where
 * its message is remembered. The hash depends on a number that is drawn at random, so that nobody
 * can choose ids that fall together.
 */
final class IdTable {

  private static final int LEAST = 8;

  /** What is to be found at an offset; null if it is not there. */
  interface Check<T> {
    @Nullable T look(long offset);
  }

  private final long factor = ThreadLocalRandom.current().nextLong() | 1;
  private int[] hashes = new int[0];

  /** Offsets less {@code base}; 0 where there is none. */
  private int[] places = new int[0];

  private long base;
  private int size;

  /** Puts an id, and drops what is too long ago to be told apart. */
  void put(String id, long offset) {
    if (offset - base > Integer.MAX_VALUE) {
      dropUpTo(offset - Remembered.MESSAGES);
    }
    if (offset <= base) {
      return;
    }
    if (2 * (size + 1) > hashes.length) {
      rebuild(Math.max(LEAST, 2 * hashes.length), base);
    }
    insert(hash(id), offset);
  }

  private void insert(int hash, long offset) {
    int at = hash & (hashes.length - 1);
    while (places[at] != 0) {
      at = (at + 1) & (hashes.length - 1);
    }
    hashes[at] = hash;
    places[at] = (int) (offset - base);
    size++;
  }

  /**
   * Looks at each offset that an id may have, until what is looked for is there.
   *
   * @return what the check found; null if nothing
   */
  <T> @Nullable T find(String id, Check<T> check) {
    if (size == 0) {
      return null;
    }
    int hash = hash(id);
    int at = hash & (hashes.length - 1);
    while (places[at] != 0) {
      T found = hashes[at] == hash ? check.look(base + places[at]) : null;
      if (found != null) {
        return found;
      }
      at = (at + 1) & (hashes.length - 1);
    }
    return null;
  }

  /** Drops all up to an offset. */
  void dropUpTo(long offset) {
    if (offset > base) {
      rebuild(hashes.length, offset);
    }
  }

  private void rebuild(int most, long newBase) {
    int[] oldHashes = hashes;
    int[] oldPlaces = places;
    long oldBase = base;
    int left = 0;
    for (int place : oldPlaces) {
      left += place != 0 && oldBase + place > newBase ? 1 : 0;
    }
    int length = most;
    while (length > LEAST && 4 * (left + 1) <= length) {
      length /= 2;
    }
    hashes = new int[length];
    places = new int[length];
    base = newBase;
    size = 0;
    for (int i = 0; i < oldPlaces.length; i++) {
      if (oldPlaces[i] != 0 && oldBase + oldPlaces[i] > newBase) {
        insert(oldHashes[i], oldBase + oldPlaces[i]);
      }
    }
  }

  /** How many are in it. */
  int size() {
    return size;
  }

  private int hash(String id) {
    long hash = factor;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * factor;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }
}
