package dev.halley.broker;

import dev.halley.message.Message;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The newest messages of the followed channels, in memory, so that those who wait for them are
 * served without a look at the storage.
 *
 * <p>Each channel has a {@link Ring}, which its readers read without a lock; all rings together
 * have one bound. Beyond it the ring that has not grown for the longest time loses the older half
 * of what it holds. All changes of a ring that is kept here go through here, under one lock that is
 * held for a few instructions.
 */
public final class Tail {

  private final long maxWeight;
  private final int maxMessages;

  /** The one that grew last is last. */
  private final Set<Ring> rings = new LinkedHashSet<>();

  private long weight;

  /**
   * @param maxWeight what all messages may {@linkplain Message#weight() weigh} together, 0 and up
   * @param maxMessages how many of a channel's messages are kept, 1 and up
   */
  public Tail(long maxWeight, int maxMessages) {
    if (maxWeight < 0 || maxMessages < 1) {
      throw new IllegalArgumentException(
          "expected a weight of 0 or more and at least 1 message; found "
              + maxWeight
              + ", "
              + maxMessages);
    }
    this.maxWeight = maxWeight;
    this.maxMessages = maxMessages;
  }

  /** Appends a message to a channel's ring. */
  public synchronized void append(Ring ring, Message message) {
    weight -= ring.weight();
    ring.append(message);
    ring.dropBefore(ring.last() - maxMessages + 1);
    weight += ring.weight();
    rings.remove(ring);
    rings.add(ring);
    while (weight > maxWeight) {
      shed(rings.iterator().next());
    }
  }

  /** Puts a message in the place of the one with its offset, if the ring has that. */
  public synchronized void replace(Ring ring, Message message) {
    if (rings.contains(ring)) {
      weight -= ring.weight();
      ring.replace(message);
      weight += ring.weight();
    }
  }

  private void shed(Ring ring) {
    weight -= ring.weight();
    ring.dropBefore(ring.first() + (ring.size() + 1) / 2);
    weight += ring.weight();
    if (ring.size() == 0) {
      rings.remove(ring);
    }
  }

  /** Lets go of a channel's ring. */
  public synchronized void forget(Ring ring) {
    if (rings.remove(ring)) {
      weight -= ring.weight();
      ring.dropBefore(ring.last() + 1);
    }
  }

  /** What the messages weigh that are held now. */
  public synchronized long weight() {
    return weight;
  }
}
