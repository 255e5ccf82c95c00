package dev.halley.presence;

import java.util.concurrent.ConcurrentHashMap;

/** How many places each address has taken, so that no one address takes them all. */
final class Shares {

  private final int most;
  private final ConcurrentHashMap<String, Integer> taken = new ConcurrentHashMap<>();

  /**
   * Nobody has taken any.
   *
   * @param most how many one address may have
   */
  Shares(int most) {
    this.most = most;
  }

  /** Takes one; false if the address has as many as it may. An empty address is not counted. */
  boolean take(String address) {
    if (address.isEmpty()) {
      return true;
    }
    // Looked at first: who is at the limit asks with each poll.
    if (taken.getOrDefault(address, 0) >= most) {
      return false;
    }
    if (taken.merge(address, 1, Integer::sum) > most) {
      giveBack(address);
      return false;
    }
    return true;
  }

  /** Gives back one that was taken. */
  void giveBack(String address) {
    if (!address.isEmpty()) {
      taken.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
  }
}
