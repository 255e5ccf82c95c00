package dev.halley.broker;

import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.Position;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The logs: one append-only log for each channel, numbered from 1 with no hole.
 *
 * <p>A channel needs no creation: one that nobody wrote to is empty. Nobody reads a message before
 * it is as durable as its channel's {@link Retention} says. All methods may be called from any
 * thread.
 */
public interface Broker extends AutoCloseable {

  /**
   * Appends a draft to its log, and to its copy's in the same commit: both or neither.
   *
   * <p>Returns at once; the outcome comes when the message is as durable as its rule says, on a
   * thread of the broker or, if it is known at once, on the caller's. The call-back must not wait.
   * Drafts of one caller to one channel are stored in the order of the calls.
   *
   * <p>A draft that {@linkplain Draft#refers() refers} to an earlier message is stored like any
   * other, if it may. One that corrects shows in that message's {@link
   * dev.halley.message.Ties#link}; one that removes takes its payload away, and those of all its
   * corrections, in both logs. From the outcome on nobody reads these any more, whatever happens to
   * the broker, and what keeps them gives them up at leisure. Where the draft's channel is an inbox
   * the copy goes to whoever sent that message, instead of to the sender of the draft.
   */
  void append(Draft draft, Consumer<Appended> then);

  /**
   * Appends drafts in their order; none shows before those ahead of it. Each is as if it were
   * appended alone, but after one that came to {@link Appended.Overloaded} or {@link
   * Appended.Failed} the rest is not tried and comes to the same: appended again with their ids
   * they are in the same order. They share commits as far as that can be.
   *
   * @param then gets an outcome for each, in the same order; as for {@link #append}
   */
  void appendAll(List<Draft> drafts, Consumer<List<Appended>> then);

  /**
   * What comes after a position, at most as much as the limit says.
   *
   * @param reach how far the read may go; with {@link Reach#MEMORY} the answer may be {@link
   *     Slice.Cold} and the call never waits
   * @throws BrokerException if the storage cannot be read
   */
  Slice read(ChannelName channel, Position after, Limit limit, Reach reach);

  /**
   * What a log holds now.
   *
   * @return null only with {@link Reach#MEMORY}, when memory does not know
   * @throws BrokerException if the storage cannot be read
   */
  @Nullable Extent extent(ChannelName channel, Reach reach);

  /**
   * Asks to be told when the log grows, until the answer is closed. A hint: it may come late, twice
   * or for nothing, but after each append that becomes readable it comes at least once. From this
   * call on the newest messages of the channel are kept in memory. Never waits.
   */
  Follow follow(ChannelName channel, Follower follower);

  /**
   * Channels that somebody has written to and whose names come after a text, in the order of their
   * names (of their UTF-16 characters), also those of which retention has left nothing; of those in
   * memory, the ones that are not forgotten. May wait for the storage.
   *
   * @param after a name, or any other text; empty for the first
   * @param most how many are told at most, 1 and up
   * @throws BrokerException if the storage cannot be read
   */
  List<Written> written(String after, int most);

  /**
   * A channel that somebody has written to.
   *
   * @param time of its newest message, milliseconds since 1970-01-01 UTC
   */
  record Written(ChannelName channel, long time) {}

  /** Who follows a log. */
  interface Follower {

    /**
     * The log has grown. Must not wait.
     *
     * @param byPublisher whether this is the thread of whoever appended, before {@link #append}
     *     returns: it may be given a little work. If not, it is a thread of the broker on which
     *     many wait
     */
    void grew(ChannelName channel, boolean byPublisher);
  }

  /** An interest in one log. Closing it twice is harmless. */
  interface Follow extends AutoCloseable {
    @Override
    void close();
  }

  /** How far a read may go. */
  enum Reach {
    /** What is in memory: never waits. */
    MEMORY,
    /** All that there is: may wait for a disk or a network, so only on a thread that may. */
    STORE
  }

  /** Stores what was accepted and lets go of everything. Appends after this fail. */
  @Override
  void close();
}
