package dev.halley.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * The key of what is remembered of a message's id.
 *
 * @param channel the channel's number
 * @param id the id
 */
record IdKey(long channel, String id) implements Comparable<IdKey> {

  @Override
  public int compareTo(IdKey other) {
    int order = Long.compare(channel, other.channel);
    return order != 0 ? order : id.compareTo(other.id);
  }

  /** How the file sorts and writes it. */
  static final class Type extends BasicDataType<IdKey> {

    private static final int MEMORY = 96;

    @Override
    public int getMemory(IdKey key) {
      return MEMORY + key.id.length();
    }

    @Override
    public int compare(IdKey one, IdKey other) {
      return one.compareTo(other);
    }

    @Override
    public void write(WriteBuffer to, IdKey key) {
      byte[] ascii = key.id.getBytes(US_ASCII);
      to.putVarLong(key.channel).putVarInt(ascii.length).put(ascii);
    }

    @Override
    public IdKey read(ByteBuffer from) {
      long channel = DataUtils.readVarLong(from);
      byte[] ascii = new byte[DataUtils.readVarInt(from)];
      from.get(ascii);
      return new IdKey(channel, new String(ascii, US_ASCII));
    }

    @Override
    public IdKey[] createStorage(int size) {
      return new IdKey[size];
    }
  }
}
