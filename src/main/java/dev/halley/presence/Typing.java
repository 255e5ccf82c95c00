package dev.halley.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.halley.broker.Appended;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets a user say only so often that they type in a room. What they say sooner is not stored, and
 * comes to the same as what they said before: it is no error, and nobody has to try again.
 */
public final class Typing {

  /** How many signals are remembered; beyond it the oldest may be said again sooner. */
  private static final int MOST = 20_000;

  /** What one signal may take, in bytes: it is kept in memory, and there may be many rooms. */
  public static final int MOST_BYTES = 1 << 10;

  private final boolean isLimited;
  private final Cache<Where, Signal> lately;

  private record Where(UserName user, ChannelName channel) {}

  /** A signal, and what became of it. */
  private record Signal(MessageId id, CompletableFuture<Appended> outcome) {}

  /** Gets what became of a signal. */
  public interface Told {

    /**
     * It is stored, or not.
     *
     * @param id of the one that is stored, which may be an earlier one
     */
    void outcome(MessageId id, Appended outcome);
  }

  /**
   * Remembers nothing yet.
   *
   * @param every how often a user may say so in one room; 0 for as often as they like
   * @param ticker nanoseconds since some moment, never going back
   */
  public Typing(Duration every, LongSupplier ticker) {
    isLimited = !every.isZero();
    lately =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(every)
            .ticker(ticker::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Whether people say in a channel that they type, in at most {@link #MOST_BYTES}. */
  public static boolean isFor(ChannelName channel) {
    return RoomName.isTyping(channel.value());
  }

  /**
   * Whether a draft says that a user types in a room, so that it is limited how often. One that
   * corrects or removes another is no such signal.
   */
  public boolean covers(Draft draft) {
    return isLimited
        && draft.from() != null
        && draft.refers() == null
        && RoomName.isTyping(draft.channel().value());
  }

  /**
   * Appends a draft that this covers, unless there was one lately.
   *
   * @param append appends it
   * @param then as for the append; on a thread that must not wait
   */
  public void publish(Draft draft, BiConsumer<Draft, Consumer<Appended>> append, Told then) {
    UserName user = draft.from();
    if (user == null) {
      throw new IllegalArgumentException("expected a user who types");
    }
    Where where = new Where(user, draft.channel());
    Signal mine = new Signal(draft.id(), new CompletableFuture<>());
    Signal first = lately.asMap().putIfAbsent(where, mine);
    if (first != null) {
      CompletableFuture<Void> unused =
          first.outcome().thenAccept(outcome -> then.outcome(first.id(), repeated(outcome)));
      return;
    }
    append.accept(
        draft,
        outcome -> {
          if (!(outcome instanceof Appended.Stored)) {
            lately.asMap().remove(where, mine);
          }
          mine.outcome().complete(outcome);
          then.outcome(mine.id(), outcome);
        });
  }

  private static Appended repeated(Appended first) {
    return first instanceof Appended.Stored stored
        ? new Appended.Stored(stored.offset(), stored.time(), true)
        : first;
  }
}
