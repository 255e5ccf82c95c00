package dev.halley.marks;

import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.UserName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what users have not read: messages of others, without corrections and what was removed. It
 * looks at no more than a few hundred messages of a log, and no more of all logs of a question than
 * its {@link Allowance} says. All of it may wait for the storage, and throws {@link
 * dev.halley.broker.BrokerException} if that cannot be read.
 */
public final class UnreadCounts {

  /** How many messages of a log are looked at. */
  public static final int LOOKED_AT = 500;

  /** How many conversations are told of. */
  private static final int CONVERSATIONS = 100;

  /** How many messages of one millisecond are gone through for a tick. */
  private static final int AT_ONCE = 20;

  private final Marks marks;

  /** Over the marks. */
  public UnreadCounts(Marks marks) {
    this.marks = marks;
  }

  /** What a user has not read of a channel. */
  public Unread of(UserName user, ChannelName channel, Allowance allowance) {
    allowance.next();
    Log log = Log.of(marks.broker(), channel);
    long read = marks.of(user).at(log, null);
    Tally tally = new Tally(read);
    long end = log.oldest(read, allowance, message -> tally.add(Place.of(message, user)));
    long last = log.extent().last();
    return new Unread(channel, null, read, tally.count, tally.first, last, end < last, null, null);
  }

  /** The conversations in a user's inbox in which there is something unread, the newest first. */
  public List<Unread> conversations(UserName user, Allowance allowance) {
    Inbox inbox = new Inbox(user, allowance);
    List<Unread> found = new ArrayList<>();
    for (UserName other : inbox.conversations.keySet()) {
      Tally tally = inbox.tally(other);
      if (tally.count > 0 && found.size() < CONVERSATIONS) {
        found.add(inbox.of(other, tally));
      }
    }
    return found;
  }

  /** What a user has not read of the conversation with another. */
  public Unread conversation(UserName user, UserName with, Allowance allowance) {
    Inbox inbox = new Inbox(user, allowance);
    return inbox.of(with, inbox.tally(with));
  }

  /**
   * What is kept of a message while it is counted: not its payload.
   *
   * @param isOwn whether the reader sent it
   * @param counts whether it is one that can be unread
   */
  private record Place(long offset, Tick tick, boolean isOwn, boolean counts) {

    static Place of(Message message, UserName reader) {
      boolean isOwn = reader.equals(message.from());
      boolean counts = !isOwn && message.ties().refers() == null && !message.ties().removed();
      return new Place(message.offset(), Tick.of(message), isOwn, counts);
    }
  }

  /** Counts after a mark, in whatever order. */
  private static final class Tally {
    private final long read;
    private int count;
    private long first;

    private Tally(long read) {
      this.read = read;
    }

    private void add(Place place) {
      if (place.counts() && place.offset() > read) {
        count++;
        first = first == 0 ? place.offset() : Math.min(first, place.offset());
      }
    }
  }

  /** The newest messages of a user's inbox, by who is the other one. */
  private final class Inbox {
    private final UserName user;
    private final Allowance allowance;
    private final Log log;
    private final Standing standing;
    private final long start;

    /** Each from its newest message to its oldest; the one with the newest message is first. */
    private final Map<UserName, List<Place>> conversations = new LinkedHashMap<>();

    private Inbox(UserName user, Allowance allowance) {
      this.user = user;
      this.allowance = allowance;
      allowance.next();
      log = Log.of(marks.broker(), user.inbox());
      standing = marks.of(user);
      start = log.newest(0, log.extent().last(), allowance, this::add);
    }

    private boolean add(List<Message> part) {
      for (int i = part.size() - 1; i >= 0; i--) {
        Message message = part.get(i);
        UserName other = user.equals(message.from()) ? message.to() : message.from();
        if (other != null && !other.equals(user)) {
          conversations
              .computeIfAbsent(other, first -> new ArrayList<>())
              .add(Place.of(message, user));
        }
      }
      return true;
    }

    private List<Place> with(UserName other) {
      return conversations.getOrDefault(other, List.of());
    }

    private Tally tally(UserName other) {
      Tally tally = new Tally(standing.at(log, other));
      with(other).forEach(tally::add);
      return tally;
    }

    private Unread of(UserName other, Tally tally) {
      List<Place> all = with(other);
      Ticks ticks = ticks(other, all);
      return new Unread(
          log.channel(),
          other,
          tally.read,
          tally.count,
          tally.first,
          all.isEmpty() ? 0 : all.get(0).offset(),
          start >= log.extent().first() && tally.read < start,
          ticks.delivered(),
          ticks.seen());
    }

    /** That takes looks into the other's inbox, so only who wrote to them has it done. */
    private Ticks ticks(UserName other, List<Place> all) {
      if (!allowance.hasMore() || all.stream().noneMatch(Place::isOwn)) {
        return new Ticks(null, null);
      }
      Log theirs = Log.of(marks.broker(), other.inbox());
      long seen = marks.of(other).at(theirs, user);
      long delivered = marks.deliveredAt(other, theirs);
      Tick read = tick(all, theirs, seen);
      return new Ticks(delivered <= seen ? read : tick(all, theirs, delivered), read);
    }

    /** The newest that this user sent up to what the other one has. */
    private @Nullable Tick tick(List<Place> all, Log theirs, long offset) {
      Message reached = reached(theirs, offset);
      if (reached == null) {
        return null;
      }
      boolean isOwn = user.equals(reached.from());
      Tick same = Tick.of(reached);
      for (Place sent : all) {
        boolean has = sent.tick().time() < reached.time() || (isOwn && sent.tick().equals(same));
        if (sent.isOwn() && has) {
          return sent.tick();
        }
      }
      return null;
    }

    /**
     * The message at an offset of the other's inbox. If others wrote there in the same millisecond,
     * the times do not tell what came before it: then the newest of this user's before it.
     */
    private @Nullable Message reached(Log theirs, long offset) {
      Message reached = look(theirs, offset);
      Message before = reached;
      for (int i = 1; before != null && i < AT_ONCE; i++) {
        if (reached == null || before.time() != reached.time()) {
          break;
        }
        if (user.equals(before.from())) {
          return before;
        }
        before = look(theirs, offset - i);
      }
      return reached;
    }

    private @Nullable Message look(Log theirs, long offset) {
      Message found = theirs.at(offset);
      if (found != null) {
        allowance.spend(found);
      }
      return found;
    }
  }

  /** What the other one has of what a user sent. */
  private record Ticks(@Nullable Tick delivered, @Nullable Tick seen) {}
}
