package dev.halley.embedded;

import dev.halley.broker.Broker.Reach;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Slice;
import dev.halley.message.ChannelName;
import dev.halley.message.Position;
import org.jspecify.annotations.Nullable;

/** What memory holds of a channel while it is used. */
sealed interface ChannelLog permits FileLog, MemoryLog {

  ChannelName name();

  /** Those who want to know when it has grown. */
  Followers followers();

  /** As {@link dev.halley.broker.Broker#read}. */
  Slice read(Position after, Limit limit, Reach reach, long now);

  /** As {@link dev.halley.broker.Broker#extent}. */
  @Nullable Extent extent(Reach reach, long now);

  /** The time of the newest message as far as memory knows; 0 if it does not, or there is none. */
  long lastTime();

  /** Gets ready to be followed. */
  void keep();

  /** Takes note of a use. */
  void use(int tick);

  /**
   * Asks for leave to forget it. After a yes nobody finds it any more.
   *
   * @param unusedSince that it must not have been used after this tick
   * @return whether nothing would be lost
   */
  boolean retire(int unusedSince, long now);
}
