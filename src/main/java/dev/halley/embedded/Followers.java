package dev.halley.embedded;

import dev.halley.broker.Broker.Follow;
import dev.halley.message.ChannelName;
import java.util.Arrays;
import java.util.function.Consumer;

/** Those who want to know when a channel's log has grown. As good as always there is one. */
final class Followers {

  private static final System.Logger LOG = System.getLogger(Followers.class.getName());
  private static final Follower[] NONE = {};

  /** Never changed: replaced, under the lock. */
  private volatile Follower[] all = NONE;

  /** One follower. Two of them are never equal. */
  private final class Follower implements Follow {
    private final Consumer<ChannelName> grew;

    private Follower(Consumer<ChannelName> grew) {
      this.grew = grew;
    }

    @Override
    public void close() {
      remove(this);
    }
  }

  synchronized Follow add(Consumer<ChannelName> grew) {
    Follower follower = new Follower(grew);
    Follower[] more = Arrays.copyOf(all, all.length + 1);
    more[all.length] = follower;
    all = more;
    return follower;
  }

  private synchronized void remove(Follower follower) {
    int at = Arrays.asList(all).indexOf(follower);
    if (at < 0) {
      return;
    }
    Follower[] fewer = Arrays.copyOf(all, all.length - 1);
    System.arraycopy(all, at + 1, fewer, at, fewer.length - at);
    all = fewer.length == 0 ? NONE : fewer;
  }

  boolean isEmpty() {
    return all.length == 0;
  }

  /** Tells each of them, outside any lock. */
  void grew(ChannelName channel) {
    for (Follower follower : all) {
      Guard.call(LOG, follower.grew, channel);
    }
  }
}
