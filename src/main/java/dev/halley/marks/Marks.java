package dev.halley.marks;

import dev.halley.auth.Access;
import dev.halley.broker.Broker;
import dev.halley.broker.Records;
import dev.halley.hub.ReaderEvents;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.Position;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far each user has read which channel, on all their devices. A mark is durable, never goes
 * back, and never past the end of its log; one that was set in another life of the log is none.
 */
public final class Marks implements AutoCloseable {

  /** How long what nobody moves is kept: longer than messages are, as the rules come. */
  static final Duration LIFE = Duration.ofDays(400);

  /** For how many of the messages that were read their senders are told. */
  static final int TOLD = 200;

  private final Broker broker;
  private final Records records;
  private final Movers movers;
  private final Teller teller;
  private final Delivered delivered;

  /**
   * Starts a thread.
   *
   * @param rules say whether there is a channel to tell a user of changes
   * @param most about how many marks a user may have, 1 and up
   */
  public Marks(Broker broker, Records records, Rules<Access> rules, InstantSource clock, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("expected at least 1 mark; found " + most);
    }
    this.broker = broker;
    this.records = records;
    movers = new Movers(records, clock, Sheet.most(most));
    teller = new Teller(broker, rules);
    delivered = new Delivered(broker, records, teller, clock);
  }

  /** What became of a mark. */
  public sealed interface Outcome {

    /** It is there now. */
    record At(long offset) implements Outcome {}

    /** The storage failed; asking again is safe. */
    record Failed() implements Outcome {}
  }

  /** Hears which readers come, and so what was delivered. */
  public ReaderEvents visits() {
    return delivered;
  }

  /**
   * Moves a mark forward. May wait for the storage; the call-back comes on a thread that must not.
   *
   * @param with in the user's own inbox: the other one of the conversation that was read; null for
   *     all of the channel
   * @param offset the last one that was read
   * @throws dev.halley.broker.BrokerException if the storage cannot be read
   */
  public void read(
      UserName user,
      ChannelName channel,
      @Nullable UserName with,
      long offset,
      Consumer<Outcome> then) {
    Log log = Log.of(broker, channel);
    String key = Sheet.key(channel, with);
    Position to = new Position(log.extent().epoch(), Math.min(offset, log.extent().last()));
    long before = of(user).at(log, with);
    Map<UserName, Message> senders =
        channel.isInbox() && to.offset() > before
            ? log.newest(user, with, Math.max(before, to.offset() - TOLD), to.offset())
            : Map.of();
    Runnable moved =
        () -> {
          teller.tell(user, read(channel, with, to.offset()));
          senders.forEach(
              (sender, message) -> {
                teller.tell(sender, event("seen", user, Tick.of(message)));
              });
        };
    movers.move(Sheet.record(user, key), new Movers.Move(key, to, moved, then));
  }

  /** Where a user stands. */
  Standing of(UserName user) {
    return new Standing(records, user);
  }

  /** Up to where a user got what came into their inbox; 0 if that is not known. */
  long deliveredAt(UserName user, Log inbox) {
    return delivered.at(user, inbox.extent().epoch());
  }

  Broker broker() {
    return broker;
  }

  /** Names hold nothing that JSON would have to escape. */
  private static String read(ChannelName channel, @Nullable UserName with, long offset) {
    return "{\"event\":\"read\",\"channel\":\""
        + channel.value()
        + (with == null ? "" : "\",\"with\":\"" + with.value())
        + "\",\"offset\":"
        + offset
        + '}';
  }

  static String event(String what, UserName user, Tick tick) {
    return "{\"event\":\""
        + what
        + "\",\"user\":\""
        + user.value()
        + "\",\"time\":"
        + tick.time()
        + ",\"id\":\""
        + tick.id()
        + "\"}";
  }

  /** Stops the thread. */
  @Override
  public void close() {
    teller.close();
  }
}
