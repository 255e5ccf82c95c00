package dev.halley.presence;

import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A user in one channel, with the readers of theirs that read it. All but what others are shown is
 * guarded by the lock of its {@link Visitor}.
 *
 * <p>It is kept which requests a reader has under way, and not only whether: the newer of two may
 * come before the older goes, and one that came when there was no room must not take the place of
 * one that found it, when it goes. A reader that left is remembered until its last request has
 * gone, so that this one takes nothing away from a reader of that name who has come again.
 */
final class Stay {

  /** Stands for whatever readers there were before a restart. */
  private static final String BEFORE = "";

  private final UserName user;
  private final String address;
  private final Place place;
  private final int maxReaders;
  private final Consumer<ChannelName> changed;
  private final List<Reader> readers = new ArrayList<>(1);
  private boolean isPresent;

  private volatile long since;
  private volatile int count;

  /** One reader. */
  private static final class Reader {
    private final String client;

    /** Its requests that are under way, each as it is and not as it equals another. */
    private final List<Subscription> open = new ArrayList<>(1);

    /** When the last of them ended, or is taken to have. */
    private long idleSince;

    private boolean left;

    private Reader(String client) {
      this.client = client;
    }
  }

  /**
   * A stay that has not begun.
   *
   * @param address from where the user came; empty if that is not known
   * @param changed gets the channel when the user has come or gone
   */
  Stay(UserName user, String address, Place place, int maxReaders, Consumer<ChannelName> changed) {
    this.changed = changed;
    this.user = user;
    this.address = address;
    this.place = place;
    this.maxReaders = maxReaders;
  }

  Place place() {
    return place;
  }

  /** From where the user came. */
  String address() {
    return address;
  }

  /** Since when the user is there, milliseconds since 1970-01-01 UTC. */
  long since() {
    return since;
  }

  /** How many readers there are. */
  int count() {
    return count;
  }

  /**
   * A request begins.
   *
   * @param millis milliseconds since 1970-01-01 UTC
   */
  void came(Subscription request, long millis) {
    String client = client(request);
    Reader reader = find(client);
    if (reader == null && (readers.isEmpty() || count < maxReaders || isRestored())) {
      reader = new Reader(client);
      readers.add(reader);
      readers.removeIf(other -> other.client.equals(BEFORE));
    }
    if (reader != null) {
      reader.open.add(request);
      reader.left = false;
    }
    show(millis);
  }

  private boolean isRestored() {
    return readers.get(0).client.equals(BEFORE);
  }

  /**
   * A request has ended.
   *
   * @param until the grace begins then
   */
  @SuppressWarnings("ReferenceEquality") // Two requests may be equal, and one of them go.
  void went(Subscription request, long until) {
    Reader reader = find(client(request));
    for (int i = 0; reader != null && i < reader.open.size(); i++) {
      if (reader.open.get(i) == request) {
        reader.open.remove(i);
        reader.idleSince = until;
        return;
      }
    }
  }

  private static String client(Subscription request) {
    return Objects.requireNonNull(request.reader()).client();
  }

  /** They were there before a restart, and have the grace to return. */
  void restore(long present, long now) {
    Reader reader = new Reader(BEFORE);
    reader.idleSince = now;
    readers.add(reader);
    isPresent = true;
    since = present;
    count = 1;
    place.restore(user, this);
  }

  /** A reader leaves until it comes again; null for all of them. */
  void leave(@Nullable String client) {
    for (Reader reader : readers) {
      reader.left |= client == null || reader.client.equals(client);
    }
  }

  /**
   * Forgets the readers that are gone, and notes whether the user is still there.
   *
   * @param oldest whose last request ended before this is gone
   * @return whether nothing is left to remember
   */
  boolean isOver(long oldest) {
    readers.removeIf(
        reader -> reader.open.isEmpty() && (reader.left || reader.idleSince - oldest < 0));
    show(0);
    return readers.isEmpty();
  }

  /** Tells the place whether the user is there. */
  private void show(long millis) {
    int present = 0;
    for (int i = 0; i < readers.size(); i++) {
      present += readers.get(i).left ? 0 : 1;
    }
    if (present != count) {
      count = present;
    }
    if (isPresent == (present > 0)) {
      return;
    }
    isPresent = present > 0;
    if (isPresent) {
      since = millis;
      place.enter(user, this);
    } else {
      place.exit(user);
    }
    changed.accept(place.channel());
  }

  private @Nullable Reader find(String client) {
    for (int i = 0; i < readers.size(); i++) {
      if (readers.get(i).client.equals(client)) {
        return readers.get(i);
      }
    }
    return null;
  }
}
