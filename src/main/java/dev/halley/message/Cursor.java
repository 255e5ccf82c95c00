package dev.halley.message;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The positions of one client: for each channel the epoch and the last offset covered. A client
 * holds it as an opaque token and sends it back.
 *
 * <p>The token is base64url (RFC 4648, section 5, no padding) of a version byte and, for each
 * channel in the order of its {@linkplain ChannelName#key() key}, 8 bytes of key, 6 of epoch and
 * the offset in groups of 7 bits, lowest first. A hundred channels take at most 2,935 characters; a
 * hundred names would not fit.
 */
public final class Cursor {

  /** The longest token that is read. */
  public static final int MAX_TOKEN = 4096;

  private static final byte VERSION = 1;
  private static final int MAX_OFFSET_BYTES = 8;
  private static final int EPOCH_BYTES = 6;
  private static final int MIN_ENTRY = Long.BYTES + EPOCH_BYTES + 1;
  private static final int MAX_ENTRY = Long.BYTES + EPOCH_BYTES + MAX_OFFSET_BYTES;

  /** How many channels a cursor can cover so that its token is never longer than is read. */
  public static final int MAX_CHANNELS = (MAX_TOKEN / 4 * 3 - 1) / MAX_ENTRY;

  /** A cursor over no channel. */
  public static final Cursor NONE = new Cursor(new long[0], new Position[0]);

  /** Ascending, each once. */
  private final long[] keys;

  private final Position[] positions;

  private Cursor(long[] keys, Position[] positions) {
    this.keys = keys;
    this.positions = positions;
  }

  /** One channel's part of a cursor. */
  public record Entry(ChannelName channel, Position position) {}

  /**
   * Whether one cursor can cover all of these: false if a channel is named twice or, which nobody
   * meets by accident, two names have the same key, and if there are more than {@link
   * #MAX_CHANNELS}.
   */
  public static boolean canCover(Collection<ChannelName> channels) {
    return channels.size() <= MAX_CHANNELS
        && channels.stream().mapToLong(ChannelName::key).distinct().count() == channels.size();
  }

  /**
   * A cursor over the given channels.
   *
   * @throws IllegalArgumentException if it {@linkplain #canCover cannot cover} them
   */
  public static Cursor of(List<Entry> entries) {
    Entry[] sorted = entries.toArray(Entry[]::new);
    Arrays.sort(sorted, Comparator.comparingLong(e -> e.channel().key()));
    long[] keys = new long[sorted.length];
    Position[] positions = new Position[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      keys[i] = sorted[i].channel().key();
      positions[i] = sorted[i].position();
    }
    if (keys.length > MAX_CHANNELS || !isAscending(keys)) {
      throw new IllegalArgumentException(
          "expected at most " + MAX_CHANNELS + " channels, each once; found " + entries);
    }
    return new Cursor(keys, positions);
  }

  /** Reads a token; empty if no server of this version can have made it. */
  public static Optional<Cursor> parse(String token) {
    if (token.length() > MAX_TOKEN) {
      return Optional.empty();
    }
    try {
      Cursor cursor = read(ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)));
      // Each cursor has one token: padding, stray bits and long forms of a number are not ours.
      return Optional.of(cursor).filter(c -> c.token().equals(token));
    } catch (IllegalArgumentException | BufferUnderflowException notOurs) {
      return Optional.empty();
    }
  }

  private static Cursor read(ByteBuffer bytes) {
    if (bytes.get() != VERSION) {
      throw new IllegalArgumentException("expected version " + VERSION);
    }
    // One more than fit, for the beginning of an entry that is cut off.
    int most = bytes.remaining() / MIN_ENTRY + 1;
    long[] keys = new long[most];
    Position[] positions = new Position[most];
    int size = 0;
    while (bytes.hasRemaining()) {
      keys[size] = bytes.getLong();
      long epoch = Integer.toUnsignedLong(bytes.getInt()) << 16;
      epoch |= Short.toUnsignedLong(bytes.getShort());
      positions[size] = new Position(epoch, readOffset(bytes));
      size++;
    }
    keys = Arrays.copyOf(keys, size);
    if (!isAscending(keys)) {
      throw new IllegalArgumentException("expected the channels in order, each once");
    }
    return new Cursor(keys, Arrays.copyOf(positions, size));
  }

  private static long readOffset(ByteBuffer bytes) {
    long offset = 0;
    for (int i = 0; i < MAX_OFFSET_BYTES; i++) {
      byte next = bytes.get();
      offset |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return offset;
      }
    }
    throw new IllegalArgumentException("expected an offset of at most 8 bytes");
  }

  private static boolean isAscending(long[] keys) {
    for (int i = 1; i < keys.length; i++) {
      if (keys[i - 1] >= keys[i]) {
        return false;
      }
    }
    return true;
  }

  /** How many channels it covers. */
  public int size() {
    return keys.length;
  }

  /** The position in the channel, or null if the cursor does not cover it. */
  public @Nullable Position at(ChannelName channel) {
    int found = Arrays.binarySearch(keys, channel.key());
    return found < 0 ? null : positions[found];
  }

  /**
   * The same cursor, at another position in one channel.
   *
   * @throws IllegalArgumentException if it does not cover the channel
   */
  public Cursor with(ChannelName channel, Position position) {
    int found = Arrays.binarySearch(keys, channel.key());
    if (found < 0) {
      throw new IllegalArgumentException("expected a channel that is covered; found " + channel);
    }
    Position[] moved = positions.clone();
    moved[found] = position;
    return new Cursor(keys, moved);
  }

  /** The token, at most {@link #MAX_TOKEN} characters of {@code [A-Za-z0-9_-]}. */
  public String token() {
    ByteBuffer bytes = ByteBuffer.allocate(1 + keys.length * MAX_ENTRY);
    bytes.put(VERSION);
    for (int i = 0; i < keys.length; i++) {
      Position position = positions[i];
      bytes.putLong(keys[i]);
      bytes.putInt((int) (position.epoch() >>> 16)).putShort((short) position.epoch());
      putOffset(bytes, position.offset());
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  private static void putOffset(ByteBuffer bytes, long offset) {
    long rest = offset;
    while (rest >= 0x80) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cursor that
        && Arrays.equals(keys, that.keys)
        && Arrays.equals(positions, that.positions);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(positions);
  }

  @Override
  public String toString() {
    return "Cursor[" + keys.length + " channels]";
  }
}
