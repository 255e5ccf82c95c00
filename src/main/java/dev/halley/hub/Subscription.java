package dev.halley.hub;

import dev.halley.auth.Caller;
import dev.halley.broker.Limit;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one client asks to read, from where, and within which limits.
 *
 * @param caller who asks; they were allowed to read each of the channels
 * @param reader the page or tab that asks, so that a newer request takes over from an older; null
 *     if the client does not say
 * @param channels what to read, 1 and up, which one cursor {@linkplain Cursor#canCover can cover}
 * @param cursor where the client stands; channels it covers besides are dropped
 * @param history for channels the cursor does not cover: how many of the newest messages to begin
 *     with
 * @param limit the most that one batch holds
 * @param hold how long to wait when there is nothing to tell; zero to answer at once, {@link
 *     #ENDLESS} for a carrier that stays open
 */
public record Subscription(
    Caller caller,
    @Nullable Reader reader,
    List<ChannelName> channels,
    Cursor cursor,
    int history,
    Limit limit,
    Duration hold) {

  /** The hold of a carrier that the hub does not end by itself. */
  public static final Duration ENDLESS = Duration.ofDays(1000);

  /**
   * One page or tab.
   *
   * @param client its own id, 1 to 64 of {@code [A-Za-z0-9_-]}
   * @param carrier how it is carried: on each carrier a reader has at most one held request
   * @param seq the reader's own count of its requests; null if it does not count
   */
  public record Reader(String client, String carrier, @Nullable Long seq) {

    /** Whether it is a page without scripts: answered at once, and back after a while. */
    public boolean isPage() {
      return carrier.equals(Carrier.PAGE.name());
    }
  }

  public Subscription {
    channels = List.copyOf(channels);
    if (channels.isEmpty() || !Cursor.canCover(channels)) {
      throw new IllegalArgumentException("expected channels that one cursor can cover");
    }
    if (history < 0 || hold.isNegative()) {
      throw new IllegalArgumentException(
          "expected a history and a hold of 0 or more; found " + history + ", " + hold);
    }
  }

  /** Whether this is a user's, who says which reader asks. */
  boolean isNamed() {
    return reader != null && caller.user() != null;
  }

  /** Whether the cursor covers every channel; nobody waits without a cursor. */
  public boolean isCovered() {
    for (int i = 0; i < channels.size(); i++) {
      if (!cursor.covers(channels.get(i))) {
        return false;
      }
    }
    return true;
  }
}
