package dev.halley.broker;

import dev.halley.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive messages of one log, in memory.
 *
 * <p>One thread at a time appends and drops; any thread reads, without a lock. The messages lie in
 * a table whose size is a power of two, each at its offset modulo that size. A reader takes the
 * last offset before the table, the writer puts a message into the table before it moves the last
 * offset, so a reader finds whatever the last offset covers. A message that was dropped or
 * overwritten meanwhile betrays itself by its offset: the reader then has less, never a wrong one.
 */
public final class Ring {

  private static final int LEAST = 4;

  private volatile @Nullable Message[] table = new Message[0];
  private volatile long first = 1;
  private volatile long last;
  private volatile long weight;

  /**
   * Puts a message behind the last one. An empty ring takes any.
   *
   * @throws IllegalArgumentException if it does not follow
   */
  public void append(Message message) {
    long offset = message.offset();
    if (size() == 0) {
      first = offset;
    } else if (offset != last + 1) {
      throw new IllegalArgumentException("expected offset " + (last + 1) + "; found " + offset);
    }
    long length = offset - first + 1;
    @Nullable Message[] slots = table;
    if (length > slots.length) {
      slots = grown(slots);
      table = slots;
    }
    slots[slot(offset, slots)] = message;
    long heavier = weight + message.weight();
    weight = heavier;
    last = offset;
  }

  /** Puts a message in the place of the one with its offset, if that is in the ring. */
  public void replace(Message message) {
    Message before = at(message.offset());
    if (before == null) {
      return;
    }
    @Nullable Message[] slots = table;
    slots[slot(message.offset(), slots)] = message;
    long other = weight + message.weight() - before.weight();
    weight = other;
    // Written once more, so that whoever reads it from now on finds what is in it.
    table = slots;
  }

  private @Nullable Message[] grown(@Nullable Message[] old) {
    @Nullable Message[] slots = new Message[Math.max(LEAST, 2 * old.length)];
    for (long offset = first; offset <= last; offset++) {
      slots[slot(offset, slots)] = old[slot(offset, old)];
    }
    return slots;
  }

  private static int slot(long offset, @Nullable Message[] slots) {
    return (int) offset & (slots.length - 1);
  }

  /** Drops the messages below an offset. */
  public void dropBefore(long offset) {
    long end = Math.min(offset, last + 1);
    if (end <= first) {
      return;
    }
    @Nullable Message[] slots = table;
    long dropped = 0;
    for (long gone = first; gone < end; gone++) {
      Message message = slots[slot(gone, slots)];
      dropped += message == null ? 0 : message.weight();
    }
    long from = first;
    first = end;
    long lighter = weight - dropped;
    weight = lighter;
    if (end > last) {
      table = new Message[0];
    } else {
      for (long gone = from; gone < end; gone++) {
        slots[slot(gone, slots)] = null;
      }
    }
  }

  /** The lowest offset in it; above {@link #last()} if it is empty. */
  public long first() {
    return first;
  }

  /** The highest offset that was ever in it; 0 if none. */
  public long last() {
    return last;
  }

  /** How many messages are in it. */
  public int size() {
    return (int) (last - first + 1);
  }

  /** What they {@linkplain Message#weight() weigh}. */
  public long weight() {
    return weight;
  }

  /** The message at an offset, or null if it is not in the ring. */
  public @Nullable Message at(long offset) {
    if (offset > last || offset < first) {
      return null;
    }
    @Nullable Message[] slots = table;
    if (slots.length == 0) {
      return null;
    }
    Message message = slots[slot(offset, slots)];
    return message != null && message.offset() == offset ? message : null;
  }

  /** The messages from one offset to another, without a hole, as far as the limit allows. */
  public List<Message> from(long offset, long to, Limit limit) {
    Message message = at(offset);
    if (message == null || to < offset) {
      return List.of();
    }
    long most = Math.min(limit.messages(), Math.min(to, last) - offset + 1);
    List<Message> found = new ArrayList<>((int) most);
    long bytes = 0;
    while (message != null && found.size() < most) {
      bytes += message.weight();
      if (bytes > limit.bytes() && !found.isEmpty()) {
        break;
      }
      found.add(message);
      message = at(offset + found.size());
    }
    return found;
  }
}
