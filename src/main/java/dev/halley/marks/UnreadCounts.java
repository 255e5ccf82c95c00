package dev.halley.marks;

import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.UserName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what users have not read: messages of others, without corrections and what was removed. It
 * looks at no more than a few hundred messages of a log. All of it may wait for the storage, and
 * throws {@link dev.halley.broker.BrokerException} if that cannot be read.
 */
public final class UnreadCounts {

  /** How many messages of a log are looked at. */
  public static final int LOOKED_AT = 500;

  /** How many conversations are told of. */
  private static final int CONVERSATIONS = 100;

  private final Marks marks;

  /** Over the marks. */
  public UnreadCounts(Marks marks) {
    this.marks = marks;
  }

  /** What a user has not read of a channel. */
  public Unread of(UserName user, ChannelName channel) {
    Log log = Log.of(marks.broker(), channel);
    long read = marks.at(user, log, null);
    long start = Math.max(read, log.extent().first() - 1);
    long end = Math.min(log.extent().last(), start + LOOKED_AT);
    Tally tally = new Tally(read);
    log.each(start, end, message -> tally.add(Place.of(message, user)));
    boolean more = end < log.extent().last();
    return new Unread(
        channel, null, read, tally.count, tally.first, log.extent().last(), more, null, null);
  }

  /** The conversations in a user's inbox in which there is something unread, the newest first. */
  public List<Unread> conversations(UserName user) {
    Inbox inbox = new Inbox(user);
    List<UserName> others = new ArrayList<>(inbox.conversations.keySet());
    Collections.reverse(others);
    List<Unread> found = new ArrayList<>();
    for (UserName other : others) {
      Unread unread = found.size() < CONVERSATIONS ? inbox.of(other) : null;
      if (unread != null && unread.count() > 0) {
        found.add(unread);
      }
    }
    return found;
  }

  /** What a user has not read of the conversation with another. */
  public Unread conversation(UserName user, UserName with) {
    return new Inbox(user).of(with);
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

  /** Counts after a mark. */
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
        first = first == 0 ? place.offset() : first;
      }
    }
  }

  /** The newest messages of a user's inbox, by who is the other one. */
  private final class Inbox {
    private final UserName user;
    private final Log log;
    private final long start;

    /** The one with the newest message is last. */
    private final Map<UserName, List<Place>> conversations = new LinkedHashMap<>();

    private Inbox(UserName user) {
      this.user = user;
      log = Log.of(marks.broker(), user.inbox());
      start = Math.max(log.extent().first() - 1, log.extent().last() - LOOKED_AT);
      log.each(start, log.extent().last(), this::add);
    }

    private void add(Message message) {
      UserName other = user.equals(message.from()) ? message.to() : message.from();
      if (other != null && !other.equals(user)) {
        List<Place> before = conversations.remove(other);
        List<Place> all = before == null ? new ArrayList<>() : before;
        all.add(Place.of(message, user));
        conversations.put(other, all);
      }
    }

    private Unread of(UserName other) {
      List<Place> all = conversations.getOrDefault(other, List.of());
      long read = marks.at(user, log, other);
      Tally tally = new Tally(read);
      all.forEach(tally::add);
      Log theirs = Log.of(marks.broker(), other.inbox());
      long seen = marks.at(other, theirs, user);
      long delivered = Math.max(seen, marks.deliveredAt(other, theirs));
      return new Unread(
          log.channel(),
          other,
          read,
          tally.count,
          tally.first,
          all.isEmpty() ? 0 : all.get(all.size() - 1).offset(),
          start >= log.extent().first() && read < start,
          tick(all, theirs.at(delivered)),
          tick(all, theirs.at(seen)));
    }

    /** The newest that this user sent up to a message that the other one has. */
    private @Nullable Tick tick(List<Place> all, @Nullable Message reached) {
      if (reached == null) {
        return null;
      }
      for (int i = all.size() - 1; i >= 0; i--) {
        Place sent = all.get(i);
        if (sent.isOwn() && sent.tick().time() <= reached.time()) {
          return sent.tick();
        }
      }
      return null;
    }
  }
}
