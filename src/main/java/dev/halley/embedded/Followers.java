package dev.halley.embedded;

import dev.halley.broker.Broker;
import dev.halley.broker.Broker.Follow;
import dev.halley.message.ChannelName;
import java.util.Arrays;

/** Those who want to know when a channel's log has grown. As good as always there is one. */
final class Followers {

  private static final System.Logger LOG = System.getLogger(Followers.class.getName());
  private static final Place[] NONE = {};

  /** Never changed: replaced, under the lock. */
  private volatile Place[] all = NONE;

  /** One follower. Two of them are never equal. */
  private final class Place implements Follow {
    private final Broker.Follower follower;

    private Place(Broker.Follower follower) {
      this.follower = follower;
    }

    @Override
    public void close() {
      remove(this);
    }
  }

  synchronized Follow add(Broker.Follower follower) {
    Place place = new Place(follower);
    Place[] more = Arrays.copyOf(all, all.length + 1);
    more[all.length] = place;
    all = more;
    return place;
  }

  private synchronized void remove(Place place) {
    int at = Arrays.asList(all).indexOf(place);
    if (at < 0) {
      return;
    }
    Place[] fewer = Arrays.copyOf(all, all.length - 1);
    System.arraycopy(all, at + 1, fewer, at, fewer.length - at);
    all = fewer.length == 0 ? NONE : fewer;
  }

  boolean isEmpty() {
    return all.length == 0;
  }

  /** Tells each of them, outside any lock. */
  void grew(ChannelName channel, boolean byPublisher) {
    for (Place place : all) {
      Guard.call(LOG, name -> place.follower.grew(name, byPublisher), channel);
    }
  }
}
