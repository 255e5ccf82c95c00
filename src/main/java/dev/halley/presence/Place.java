package dev.halley.presence;

import dev.halley.message.ChannelName;
import dev.halley.message.Payload;
import dev.halley.message.UserName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel, who is in it, and what of that was told to those who listen. Under a lock of its own.
 *
 * <p>Changes are not written as they come: it is noted of whom there is something to tell, and when
 * a message is written what was told last is compared with how it is. So whoever comes and goes
 * between two messages is not spoken of. But if somebody has asked meanwhile who is there, they
 * have seen what was never told; then the message tells how it is with all of whom there is
 * something to tell, also what others know already.
 */
final class Place {

  /** What one message may take, in bytes: what is left comes with the next. */
  private static final int MOST_BYTES = 32 << 10;

  /** The most that one event takes besides a name. */
  private static final int EVENT_BYTES = 40;

  private final ChannelName channel;
  private final ChannelName events;
  private final Consumer<Place> changed;
  private final Map<UserName, Stay> people = new HashMap<>();
  private final Set<UserName> told = new HashSet<>();
  private final Set<UserName> pending = new LinkedHashSet<>();
  private boolean exposed;
  private @Nullable Topic topic;
  private boolean isDue;
  private long lastEvents;

  /** A topic that was set, and by whom. */
  record Topic(UserName user, String text) {}

  /**
   * What is to be told in one message.
   *
   * @param users of whom it tells
   */
  record Events(Payload text, List<UserName> users, @Nullable Topic topic) {}

  /**
   * A channel in which nobody is yet.
   *
   * @param events the channel that hears of it
   * @param before when it heard last, at the latest
   * @param changed gets this place when it has something to tell, and not twice before that is told
   */
  Place(ChannelName channel, ChannelName events, long before, Consumer<Place> changed) {
    this.channel = channel;
    this.events = events;
    this.lastEvents = before;
    this.changed = changed;
  }

  ChannelName channel() {
    return channel;
  }

  ChannelName events() {
    return events;
  }

  synchronized void enter(UserName user, Stay stay) {
    people.put(user, stay);
    tell(user);
  }

  synchronized void exit(UserName user) {
    people.remove(user);
    tell(user);
  }

  /** Somebody was there before a restart: those who listen know. */
  synchronized void restore(UserName user, Stay stay) {
    people.put(user, stay);
    told.add(user);
  }

  /** The room has a new topic. */
  synchronized void topic(Topic set) {
    topic = set;
    due();
  }

  private void tell(UserName user) {
    pending.add(user);
    due();
  }

  /** Asks to be looked at, for something to tell or to be forgotten. */
  synchronized void due() {
    if (!isDue) {
      isDue = true;
      changed.accept(this);
    }
  }

  /**
   * The next message; null if there is none or it is too early. Looks again later if there is more
   * to tell, or the place was not quiet for long enough to be forgotten.
   *
   * @param pause how long it is between two messages at least, in nanoseconds
   */
  synchronized @Nullable Events next(long now, long pause) {
    isDue = false;
    if (now - lastEvents < pause) {
      due();
      return null;
    }
    Events next = take();
    if (next != null) {
      lastEvents = now;
      due();
    }
    return next;
  }

  private @Nullable Events take() {
    List<UserName> users = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    int bytes = 0;
    Iterator<UserName> all = pending.iterator();
    while (bytes < MOST_BYTES && all.hasNext()) {
      UserName user = all.next();
      all.remove();
      boolean isHere = people.containsKey(user);
      boolean isNew = isHere ? told.add(user) : told.remove(user);
      if (isNew || exposed) {
        users.add(user);
        texts.add(EventText.of(isHere ? "join" : "leave", user));
        bytes += EVENT_BYTES + 4 * user.value().length();
      }
    }
    exposed &= !pending.isEmpty();
    Topic set = topic;
    topic = null;
    if (set != null) {
      texts.add(EventText.of(set));
    }
    return texts.isEmpty() ? null : new Events(EventText.all(texts), users, set);
  }

  /** What was to be told could not be. */
  synchronized void giveBack(Events events) {
    pending.addAll(events.users());
    // Who listens may know of some of them already, or not: nobody knows.
    exposed = true;
    topic = topic == null ? events.topic() : topic;
    due();
  }

  /** Whether nothing would be lost with it, if nobody is in it. */
  synchronized boolean isQuiet(long now, long pause) {
    return people.isEmpty() && pending.isEmpty() && topic == null && now - lastEvents >= pause;
  }

  /** How many people are there. */
  synchronized int size() {
    return people.size();
  }

  /** Some of those who are there. */
  synchronized List<Present.Person> people(int most) {
    exposed |= !pending.isEmpty();
    List<Present.Person> found = new ArrayList<>(Math.min(most, people.size()));
    for (Map.Entry<UserName, Stay> entry : people.entrySet()) {
      if (found.size() == most) {
        break;
      }
      Stay stay = entry.getValue();
      found.add(new Present.Person(entry.getKey(), stay.since(), Math.max(1, stay.count())));
    }
    return found;
  }

  /** Tells of each who is there, and since when. */
  synchronized void forEach(BiConsumer<UserName, Long> each) {
    people.forEach((user, stay) -> each.accept(user, stay.since()));
  }
}
