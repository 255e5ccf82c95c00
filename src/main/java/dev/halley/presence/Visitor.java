package dev.halley.presence;

import dev.halley.auth.Caller;
import dev.halley.hub.Subscription;
import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A user, and where they are. Under a lock of its own: the polls of one user meet here, and of
 * nobody else. Who holds it may take that of a {@link Place}, and never the other way round.
 */
final class Visitor {

  private final UserName user;
  private final Map<ChannelName, Stay> stays = new HashMap<>(4);
  private boolean over;

  /** Makes a stay. */
  interface Beginning {

    /**
     * Makes one; null where nobody is shown, there are too many, or the user comes too often.
     *
     * @param caller who comes; null for who was there before a restart
     */
    @Nullable Stay stay(UserName user, @Nullable Caller caller, ChannelName channel);
  }

  Visitor(UserName user) {
    this.user = user;
  }

  UserName user() {
    return user;
  }

  /**
   * A reader begins to read.
   *
   * @param millis milliseconds since 1970-01-01 UTC
   * @param most in so many channels the user may be
   * @param begin makes a stay in a channel where the user was not before; null if there is none
   * @return false if another visitor has taken the place of this one
   */
  synchronized boolean came(Subscription request, long millis, int most, Beginning begin) {
    if (over) {
      return false;
    }
    List<ChannelName> channels = request.channels();
    for (int i = 0; i < channels.size(); i++) {
      ChannelName channel = channels.get(i);
      Stay stay = stays.get(channel);
      if (stay == null && stays.size() < most) {
        stay = begin.stay(user, request.caller(), channel);
        if (stay != null) {
          stays.put(channel, stay);
        }
      }
      if (stay != null) {
        stay.came(request, millis);
      }
    }
    return true;
  }

  /** They were in a channel before a restart. */
  synchronized void restore(ChannelName channel, long since, long now, Beginning begin) {
    Stay stay = begin.stay(user, null, channel);
    if (stay != null) {
      stays.put(channel, stay);
      stay.restore(since, now);
    }
  }

  /**
   * A reader's request has ended.
   *
   * @param until how long the reader is taken to be there without another
   */
  synchronized void went(Subscription request, long until) {
    List<ChannelName> channels = request.channels();
    for (int i = 0; i < channels.size(); i++) {
      Stay stay = stays.get(channels.get(i));
      if (stay != null) {
        stay.went(request, until);
      }
    }
  }

  /**
   * Readers leave.
   *
   * @param client which; null for all
   * @param channel where; null for everywhere
   */
  synchronized void leave(@Nullable String client, @Nullable ChannelName channel) {
    stays.forEach(
        (where, stay) -> {
          if (channel == null || channel.equals(where)) {
            stay.leave(client);
          }
        });
  }

  /**
   * Forgets what is over.
   *
   * @param oldest readers whose last request ended before this are gone
   * @param ended gets each stay that is over
   * @param gone is run if nothing is left of this visitor
   */
  synchronized void sweep(long oldest, Consumer<Stay> ended, Consumer<Visitor> gone) {
    Iterator<Stay> all = stays.values().iterator();
    while (all.hasNext()) {
      Stay stay = all.next();
      if (stay.isOver(oldest)) {
        all.remove();
        ended.accept(stay);
      }
    }
    if (stays.isEmpty() && !over) {
      over = true;
      gone.accept(this);
    }
  }
}
