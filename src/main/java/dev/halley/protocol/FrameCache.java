package dev.halley.protocol;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.halley.hub.Batch;
import dev.halley.hub.Missed;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What one protocol has encoded, so that it is encoded once or twice however many clients read it:
 * each message, and each whole answer for the readers that stand at the same place.
 *
 * <p>Nothing is kept before it is asked for a second time: a message that two people exchange is
 * read once, and to keep it and throw it out again takes longer than to encode it.
 *
 * <p>Bounded by bytes, half for messages and half for answers. It is a cache and no more: whatever
 * is not in it is encoded again. While one thread encodes what will be kept, another that wants the
 * same waits for it; an answer's encoder may ask for messages. It has no thread of its own: what is
 * to be tidied is tidied by who comes by.
 */
public final class FrameCache {

  /** Roughly what an entry takes besides its bytes. */
  private static final int OVERHEAD = 256;

  /** Roughly what a channel takes in the two cursors of an answer's key. */
  private static final int PER_CHANNEL = 96;

  private static final int PLACES = 8192;

  /**
   * The hashes of what was asked for lately, by their last bits. Whose are the same share a place.
   */
  private final AtomicIntegerArray asked = new AtomicIntegerArray(PLACES);

  private final Cache<MessageKey, Frame> messages;
  private final Cache<AnswerKey, Frame> answers;

  /**
   * An empty cache.
   *
   * @param maxBytes how much it keeps, 1 and up; about, for what was just put may be over it
   */
  public FrameCache(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("expected at least 1 byte; found " + maxBytes);
    }
    this.messages = bounded(maxBytes / 2, key -> 0);
    this.answers = bounded(maxBytes / 2, key -> PER_CHANNEL * key.end.size());
  }

  private static <K> Cache<K, Frame> bounded(long maxBytes, ToIntFunction<K> keyWeight) {
    return Caffeine.newBuilder()
        .maximumWeight(maxBytes)
        .weigher((K key, Frame frame) -> OVERHEAD + keyWeight.applyAsInt(key) + frame.weight())
        .executor(Runnable::run)
        .build();
  }

  /** The message as the encoder writes it: the same frame for every caller while it is kept. */
  public Frame message(Message message, Function<Message, Frame> encoder) {
    MessageKey key = new MessageKey(message);
    return isNew(key.hashCode())
        ? encoder.apply(message)
        : messages.get(key, same -> encoder.apply(message));
  }

  /** Whether nothing with this hash was asked for lately; from now on something was. */
  private boolean isNew(int hash) {
    int place = (hash ^ hash >>> 16) & (PLACES - 1);
    // For one thing with the hash 0 each place seems taken: it is kept sooner.
    if (asked.get(place) == hash) {
      return false;
    }
    asked.set(place, hash);
    return true;
  }

  /**
   * The answer that carries the batch, as the encoder writes it.
   *
   * @param variant all else that the answer depends on, as a value with equality
   */
  public Frame answer(Batch batch, Object variant, Function<Batch, Frame> encoder) {
    if (hasChanged(batch.messages())) {
      return encoder.apply(batch);
    }
    AnswerKey key =
        new AnswerKey(
            batch.start(),
            batch.messages().size(),
            batch.gaps(),
            batch.end(),
            batch.more(),
            variant);
    return isNew(key.hashCode())
        ? encoder.apply(batch)
        : answers.get(key, same -> encoder.apply(batch));
  }

  /**
   * Whether one of them was told otherwise before: then its place alone does not say what it is.
   * Who read it before that, and encodes it late, leaves an answer here that nobody asks for.
   */
  private static boolean hasChanged(List<Message> messages) {
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).isChanged()) {
        return true;
      }
    }
    return false;
  }

  /** Equal when the messages are; cheap to hash, because a payload may be long. */
  private static final class MessageKey {
    private final Message message;

    MessageKey(Message message) {
      this.message = message;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof MessageKey that && message.equals(that.message);
    }

    @Override
    public int hashCode() {
      return 31 * message.channel().hashCode() + Long.hashCode(message.offset());
    }
  }

  /**
   * By this two batches hold the same messages, see {@link Batch}. How many they are tells apart
   * those that begin with more or less history before the same end.
   */
  private record AnswerKey(
      Cursor start, int messages, List<Missed> gaps, Cursor end, boolean more, Object variant) {}
}
