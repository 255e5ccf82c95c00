package dev.halley.marks;

import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import dev.halley.broker.Records.Entry;
import dev.halley.broker.Records.Swap;
import dev.halley.hub.End;
import dev.halley.hub.ReaderEvents;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Up to where users got what came into their inboxes: a named reader of theirs came with a cursor
 * past it. Whoever polls pays a look at a map and a compare. What is new is noted, and once in a
 * while one thread writes the notes down and tells the senders.
 */
final class Delivered implements ReaderEvents {

  /**
   * How many users are noted, and how many known, at once; more come again with their next poll.
   */
  private static final int MOST = 20_000;

  private static final long EVERY_MILLIS = 500;

  private final Broker broker;
  private final Records records;
  private final Teller teller;
  private final InstantSource clock;

  /** What is known to be written down. Begun anew when there are too many. */
  private final Map<UserName, Position> known = new ConcurrentHashMap<>();

  private final Map<UserName, Position> noted = new ConcurrentHashMap<>();

  Delivered(Broker broker, Records records, Teller teller, InstantSource clock) {
    this.broker = broker;
    this.records = records;
    this.teller = teller;
    this.clock = clock;
    teller.every(EVERY_MILLIS, this::writeDown);
  }

  @Override
  public void came(Subscription subscription) {
    UserName user = subscription.caller().user();
    List<ChannelName> channels = subscription.channels();
    for (int i = 0; user != null && i < channels.size(); i++) {
      ChannelName channel = channels.get(i);
      if (channel.isInbox() && channel.isOwnedBy(user)) {
        note(user, subscription.cursor().at(channel));
      }
    }
  }

  @Override
  public void went(Subscription subscription, End why) {
    // With which cursor it will come again is not known yet.
  }

  private void note(UserName user, @Nullable Position at) {
    if (at == null || at.offset() == 0 || isBehind(at, known.get(user))) {
      return;
    }
    if (noted.size() < MOST) {
      noted.merge(user, at, Delivered::further);
    }
  }

  private static Position further(Position one, Position other) {
    return isBehind(one, other) ? other : one;
  }

  private static boolean isBehind(Position at, @Nullable Position other) {
    return other != null && other.epoch() == at.epoch() && other.offset() >= at.offset();
  }

  private void writeDown() {
    for (UserName user : List.copyOf(noted.keySet())) {
      Position at = noted.remove(user);
      if (at != null) {
        try {
          writeDown(user, at);
        } catch (BrokerException e) {
          note(user, at);
          throw e;
        }
      }
    }
  }

  private void writeDown(UserName user, Position at) {
    Log inbox = Log.of(broker, user.inbox());
    if (known.size() >= MOST) {
      known.clear();
    }
    if (at.epoch() != inbox.extent().epoch()) {
      // It means nothing, and the client may come with it again and again.
      known.put(user, at);
      return;
    }
    Position to = at.at(Math.min(at.offset(), inbox.extent().last()));
    Entry entry = records.get(key(user));
    long before = offset(entry, at.epoch());
    if (to.offset() <= before) {
      known.merge(user, to, Delivered::further);
      return;
    }
    Map<UserName, Message> senders =
        inbox.newest(user, null, Math.max(before, to.offset() - Marks.TOLD), to.offset());
    Entry next = new Entry(to.epoch() + " " + to.offset(), clock.millis() + Marks.LIFE.toMillis());
    records.compareAndSet(key(user), entry, next, swap -> written(user, to, senders, swap));
  }

  /** What could not be written is noted again: the reader may never come with a newer cursor. */
  private void written(UserName user, Position to, Map<UserName, Message> senders, Swap swap) {
    if (swap != Swap.DONE) {
      note(user, to);
      return;
    }
    known.merge(user, to, Delivered::further);
    senders.forEach(
        (sender, message) -> teller.tell(sender, Marks.event("delivered", user, Tick.of(message))));
  }

  /** Up to where a user got what is in their inbox; 0 if that is not known. */
  long at(UserName user, long epoch) {
    return offset(records.get(key(user)), epoch);
  }

  private static String key(UserName user) {
    return "delivered/" + user.value();
  }

  private static long offset(@Nullable Entry entry, long epoch) {
    if (entry == null) {
      return 0;
    }
    String[] words = entry.value().split(" ", -1);
    return Long.parseLong(words[0]) == epoch ? Long.parseLong(words[1]) : 0;
  }
}
