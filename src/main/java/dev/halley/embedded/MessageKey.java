package dev.halley.embedded;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * The key of a message: messages of one channel lie side by side, in their order.
 *
 * @param channel the channel's number
 * @param offset its place there
 */
record MessageKey(long channel, long offset) implements Comparable<MessageKey> {

  @Override
  public int compareTo(MessageKey other) {
    int order = Long.compare(channel, other.channel);
    return order != 0 ? order : Long.compare(offset, other.offset);
  }

  /** How the file sorts and writes it. */
  static final class Type extends BasicDataType<MessageKey> {

    private static final int MEMORY = 32;

    @Override
    public int getMemory(MessageKey key) {
      return MEMORY;
    }

    @Override
    public int compare(MessageKey one, MessageKey other) {
      return one.compareTo(other);
    }

    @Override
    public void write(WriteBuffer to, MessageKey key) {
      to.putVarLong(key.channel).putVarLong(key.offset);
    }

    @Override
    public MessageKey read(ByteBuffer from) {
      return new MessageKey(DataUtils.readVarLong(from), DataUtils.readVarLong(from));
    }

    @Override
    public MessageKey[] createStorage(int size) {
      return new MessageKey[size];
    }
  }
}
