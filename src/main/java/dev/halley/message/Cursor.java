package dev.halley.message;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
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
 * the offset in groups of 7 bits, lowest first. A hundred channels take at most 2,948 characters; a
 * hundred names would not fit.
 */
public final class Cursor {

  /** The longest token that is read. */
  public static final int MAX_TOKEN = 4096;

  /** A cursor over no channel. */
  public static final Cursor NONE = new Cursor(new long[0], new Position[0]);

  private static final byte VERSION = 1;
  private static final int EPOCH_BYTES = 6;
  private static final int MAX_ENTRY = Long.BYTES + EPOCH_BYTES + 8;

  /** Ascending by unsigned value, each once. */
  private final long[] keys;

  private final Position[] positions;

  private Cursor(long[] keys, Position[] positions) {
    this.keys = keys;
    this.positions = positions;
  }

  /** One channel's part of a cursor. */
  public record Entry(ChannelName channel, Position position) {}

  /**
   * A cursor over the given channels.
   *
   * @throws IllegalArgumentException if a channel is named twice
   */
  public static Cursor of(List<Entry> entries) {
    Entry[] sorted = entries.toArray(Entry[]::new);
    if (sorted.length > 1) {
      Arrays.sort(sorted, Comparator.comparing(e -> e.channel().key(), Long::compareUnsigned));
    }
    long[] keys = new long[sorted.length];
    Position[] positions = new Position[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      keys[i] = sorted[i].channel().key();
      positions[i] = sorted[i].position();
      if (i > 0 && keys[i] == keys[i - 1]) {
        throw new IllegalArgumentException(
            "expected each channel once; found twice " + sorted[i].channel());
      }
    }
    return new Cursor(keys, positions);
  }

  /** Reads a token; empty if no server of this version can have made it. */
  public static Optional<Cursor> parse(String token) {
    if (token.length() > MAX_TOKEN) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
      if (bytes.get() != VERSION) {
        return Optional.empty();
      }
      int most = bytes.remaining() / (Long.BYTES + EPOCH_BYTES + 1);
      long[] keys = new long[most];
      Position[] positions = new Position[most];
      int size = 0;
      while (bytes.hasRemaining()) {
        long key = bytes.getLong();
        if (size > 0 && Long.compareUnsigned(keys[size - 1], key) >= 0) {
          return Optional.empty();
        }
        long epoch = ((bytes.getInt() & 0xffffffffL) << 16) | (bytes.getShort() & 0xffff);
        keys[size] = key;
        positions[size] = new Position(epoch, varint(bytes));
        size++;
      }
      return Optional.of(new Cursor(Arrays.copyOf(keys, size), Arrays.copyOf(positions, size)));
    } catch (IllegalArgumentException | BufferUnderflowException notOurs) {
      return Optional.empty();
    }
  }

  /** How many channels it covers. */
  public int size() {
    return keys.length;
  }

  /** The position in the channel, or null if the cursor does not cover it. */
  public @Nullable Position at(ChannelName channel) {
    long key = channel.key();
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        return positions[i];
      }
    }
    return null;
  }

  /** The token, at most {@link #MAX_TOKEN} characters of {@code [A-Za-z0-9_-]}. */
  public String token() {
    ByteBuffer bytes = ByteBuffer.allocate(1 + keys.length * MAX_ENTRY);
    bytes.put(VERSION);
    for (int i = 0; i < keys.length; i++) {
      Position position = positions[i];
      bytes.putLong(keys[i]);
      bytes.putInt((int) (position.epoch() >>> 16)).putShort((short) position.epoch());
      long rest = position.offset();
      while (rest >= 0x80) {
        bytes.put((byte) (rest | 0x80));
        rest >>>= 7;
      }
      bytes.put((byte) rest);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  /** The only encoding of a number is its shortest, and nothing above 2^53 - 1 passes. */
  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        if (next == 0 && shift > 0) {
          throw new IllegalArgumentException("expected the shortest form of a number");
        }
        return value;
      }
    }
    throw new IllegalArgumentException("expected a number below 2^53");
  }

  @Override
  public boolean equals(Object other) {
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
