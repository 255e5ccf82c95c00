package dev.halley.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The positions of one client: for each channel the epoch and the last offset covered. A client
 * holds it as an opaque token and sends it back, see {@link CursorToken}.
 */
public final class Cursor {

  /** The longest token that is read. */
  public static final int MAX_TOKEN = 4096;

  /** How many channels a cursor can cover so that its token is never longer than is read. */
  public static final int MAX_CHANNELS = (MAX_TOKEN / 4 * 3 - 1) / CursorToken.MAX_ENTRY;

  /** A cursor over no channel. */
  public static final Cursor NONE = new Cursor(new long[0]);

  private static final int NUMBERS = CursorToken.NUMBERS;

  /** For each channel its key, epoch and offset; the keys ascending, each once. */
  private final long[] numbers;

  private Cursor(long[] numbers) {
    this.numbers = numbers;
  }

  /** One channel's part of a cursor. */
  public record Entry(ChannelName channel, Position position) {}

  /**
   * Whether one cursor can cover all of these: false if a channel is named twice or, which nobody
   * meets by accident, two names have the same key, and if there are more than {@link
   * #MAX_CHANNELS}.
   */
  public static boolean canCover(Collection<ChannelName> channels) {
    if (channels.size() <= 1) {
      return true;
    }
    long[] keys = new long[channels.size()];
    int size = 0;
    for (ChannelName channel : channels) {
      keys[size++] = channel.key();
    }
    Arrays.sort(keys);
    for (int i = 1; i < size; i++) {
      if (keys[i - 1] == keys[i]) {
        return false;
      }
    }
    return size <= MAX_CHANNELS;
  }

  /**
   * A cursor over the given channels.
   *
   * @throws IllegalArgumentException if it {@linkplain #canCover cannot cover} them
   */
  public static Cursor of(List<Entry> entries) {
    return of(
        entries.stream().map(Entry::channel).toList(),
        entries.stream().map(Entry::position).toArray(Position[]::new));
  }

  /**
   * A cursor over the channels that have a position.
   *
   * @param positions for each channel, in the same order; null to leave it out
   * @throws IllegalArgumentException if it {@linkplain #canCover cannot cover} them
   */
  public static Cursor of(List<ChannelName> channels, @Nullable Position[] positions) {
    long[] numbers = new long[positions.length * NUMBERS];
    int size = 0;
    for (int i = 0; i < positions.length; i++) {
      Position position = positions[i];
      if (position != null) {
        insert(numbers, size, channels.get(i).key(), position);
        size += NUMBERS;
      }
    }
    Cursor cursor = new Cursor(size == numbers.length ? numbers : Arrays.copyOf(numbers, size));
    if (cursor.size() > MAX_CHANNELS || !cursor.isAscending()) {
      throw new IllegalArgumentException(
          "expected at most " + MAX_CHANNELS + " channels, each once; found " + channels);
    }
    return cursor;
  }

  private static void insert(long[] numbers, int size, long key, Position position) {
    int at = size;
    while (at > 0 && numbers[at - NUMBERS] > key) {
      at -= NUMBERS;
    }
    System.arraycopy(numbers, at, numbers, at + NUMBERS, size - at);
    numbers[at] = key;
    numbers[at + 1] = position.epoch();
    numbers[at + 2] = position.offset();
  }

  /** Reads a token; empty if no server of this version can have made it. */
  public static Optional<Cursor> parse(String token) {
    long[] numbers = token.length() > MAX_TOKEN ? null : CursorToken.read(token);
    if (numbers == null) {
      return Optional.empty();
    }
    Cursor cursor = new Cursor(numbers);
    return cursor.isAscending() && cursor.isInRange() ? Optional.of(cursor) : Optional.empty();
  }

  private boolean isAscending() {
    for (int i = NUMBERS; i < numbers.length; i += NUMBERS) {
      if (numbers[i - NUMBERS] >= numbers[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean isInRange() {
    for (int i = 2; i < numbers.length; i += NUMBERS) {
      if (numbers[i] > Position.MAX_OFFSET) {
        return false;
      }
    }
    return true;
  }

  /** How many channels it covers. */
  public int size() {
    return numbers.length / NUMBERS;
  }

  /** The position in the channel, or null if the cursor does not cover it. */
  public @Nullable Position at(ChannelName channel) {
    int found = find(channel);
    return found < 0 ? null : new Position(numbers[found + 1], numbers[found + 2]);
  }

  /** Whether it covers the channel. */
  public boolean covers(ChannelName channel) {
    return find(channel) >= 0;
  }

  /** Where the numbers of a channel begin; negative if it is not covered. */
  private int find(ChannelName channel) {
    long key = channel.key();
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = numbers[middle * NUMBERS];
      if (found == key) {
        return middle * NUMBERS;
      }
      if (found < key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /**
   * The same cursor, at another position in one channel.
   *
   * @throws IllegalArgumentException if it does not cover the channel
   */
  public Cursor with(ChannelName channel, Position position) {
    int found = find(channel);
    if (found < 0) {
      throw new IllegalArgumentException("expected a channel that is covered; found " + channel);
    }
    long[] moved = numbers.clone();
    moved[found + 1] = position.epoch();
    moved[found + 2] = position.offset();
    return new Cursor(moved);
  }

  /** The token, at most {@link #MAX_TOKEN} characters of {@code [A-Za-z0-9_-]}. */
  public String token() {
    return new String(tokenBytes(), ISO_8859_1);
  }

  /** The token as ASCII. */
  public byte[] tokenBytes() {
    return CursorToken.write(numbers);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cursor that && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return "Cursor[" + size() + " channels]";
  }
}
