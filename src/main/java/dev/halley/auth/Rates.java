package dev.halley.auth;

import dev.halley.message.ChannelName;
import dev.halley.message.Rules;
import io.github.bucket4j.Bucket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says who does something too often, and counts what is done. Each user is counted, and each
 * address: a caller without a token has an address alone, a listed proxy's own request has none. An
 * address may be a whole office's, so it may publish and poll more often than one user.
 *
 * <p>To be held costs little and is not counted. So who may be held is counted at the end, unless
 * they were held for a while; by then others of the same user may be under way, and they are
 * counted too: a user may come to owe some, and is refused until these are paid. While nobody has
 * run out, that is one look at a number for each poll. What is never held is counted before it is
 * done.
 */
public final class Rates {

  /** Who is held for this time is not counted. */
  private static final long HELD_NANOS = 1_000_000_000;

  private static final long NANOS = 1_000_000_000;

  /** The user and, where a channel has a rate of its own, the channel. */
  private record Place(Object who, ChannelName channel) {}

  private final LongSupplier ticker;
  private final Buckets publishingUsers;
  private final Buckets publishingAddresses;
  private final Buckets enteringUsers;
  private final Buckets enteringAddresses;
  private final Buckets pollingUsers;
  private final Buckets pollingAddresses;
  private final Buckets appearingUsers;
  private final Buckets appearingAddresses;
  private final Rules<Buckets> channels;
  private final boolean countsPolls;

  /** Until when somebody may have no poll left. */
  private final AtomicLong exhausted;

  /**
   * Nobody has done anything yet.
   *
   * @param ticker nanoseconds since some moment, never going back
   */
  public Rates(RateSettings settings, LongSupplier ticker) {
    this.ticker = ticker;
    this.publishingUsers = new Buckets(settings.publish(), settings.most(), ticker);
    this.publishingAddresses =
        new Buckets(settings.publish().times(settings.crowd()), settings.most(), ticker);
    this.enteringUsers = new Buckets(settings.session(), settings.most(), ticker);
    this.enteringAddresses = new Buckets(settings.session(), settings.most(), ticker);
    this.pollingUsers = new Buckets(settings.poll(), settings.most(), ticker);
    this.pollingAddresses =
        new Buckets(settings.poll().times(settings.crowd()), settings.most(), ticker);
    this.appearingUsers = new Buckets(settings.appear(), settings.most(), ticker);
    this.appearingAddresses =
        new Buckets(settings.appear().times(settings.crowd()), settings.most(), ticker);
    this.channels = channels(settings, ticker);
    this.countsPolls = !settings.poll().isOff();
    this.exhausted = new AtomicLong(ticker.getAsLong());
  }

  private static Rules<Buckets> channels(RateSettings settings, LongSupplier ticker) {
    // Channels of two rules with the same rate are counted apart in any case.
    Map<Rate, Buckets> buckets = new HashMap<>();
    List<Rules.Line<Buckets>> lines =
        settings.channels().lines().stream()
            .map(
                line ->
                    new Rules.Line<>(
                        line.pattern(),
                        buckets.computeIfAbsent(
                            line.column(), rate -> new Buckets(rate, settings.most(), ticker))))
            .toList();
    boolean hasNone = buckets.keySet().stream().allMatch(Rate::isOff);
    return new Rules<>(hasNone ? List.of() : lines);
  }

  /** For who counts nothing. */
  public static Rates none() {
    return new Rates(RateSettings.OFF, () -> 0);
  }

  /**
   * Counts a message that the caller sends.
   *
   * @return 0 if they may; else after how many seconds they may, and nothing is counted
   */
  public int publish(Caller caller, ChannelName channel) {
    Object address = address(caller);
    Object user = caller.user();
    Buckets ofChannel = channels.lines().isEmpty() ? null : channels.findOrNull(channel);
    Object who = user == null ? address : user;
    return take(
        publishingUsers.of(user),
        publishingAddresses.of(address),
        ofChannel == null || who == null ? null : ofChannel.of(new Place(who, channel)));
  }

  /** As {@link #publish}, for a name that is claimed, or a change of who is a member. */
  public int enter(Caller caller) {
    return take(enteringUsers.of(caller.user()), enteringAddresses.of(address(caller)), null);
  }

  /** As {@link #publish}, for something to read that is never held. */
  public int read(Caller caller) {
    Bucket user = pollingUsers.of(caller.user());
    Bucket address = pollingAddresses.of(address(caller));
    int seconds = take(user, address, null);
    if (seconds > 0) {
      hasNone(longest(user, address, null));
    }
    return seconds;
  }

  /**
   * As {@link #read}, for what costs as much as so many: all of them, or nothing.
   *
   * @param times if it is more than the rate ever lets come at once, as many as that
   */
  public int read(Caller caller, int times) {
    Bucket user = pollingUsers.of(caller.user());
    Bucket address = pollingAddresses.of(address(caller));
    int ofUser = Math.min(times, pollingUsers.burst());
    int ofAddress = Math.min(times, pollingAddresses.burst());
    if (user == null || user.tryConsume(ofUser)) {
      if (address == null || address.tryConsume(ofAddress)) {
        return 0;
      }
      if (user != null) {
        user.addTokens(ofUser);
      }
    }
    return Math.max(1, seconds(Math.max(wait(user, ofUser), wait(address, ofAddress))));
  }

  /**
   * Counts that the caller comes to be shown in a channel where they were not.
   *
   * @return false if that is once too often; then nothing is counted
   */
  public boolean appear(Caller caller) {
    Bucket user = appearingUsers.of(caller.user());
    if (!takes(user)) {
      return false;
    }
    if (takes(appearingAddresses.of(address(caller)))) {
      return true;
    }
    giveBack(user);
    return false;
  }

  /**
   * Whether the caller may begin what is counted when it is over. Counts nothing: {@link #held} and
   * {@link #done} do.
   *
   * @return 0 if they may; else after how many seconds they may
   */
  public int mayPoll(Caller caller) {
    if (ticker.getAsLong() - exhausted.get() >= 0) {
      return 0;
    }
    return seconds(
        longest(pollingUsers.of(caller.user()), pollingAddresses.of(address(caller)), null));
  }

  /** The moment at which somebody begins to be held, for {@link #held}. */
  public long now() {
    return countsPolls ? ticker.getAsLong() : 0;
  }

  /** The caller was held since then and is not any more: counts it if that was short. */
  public void held(Caller caller, long since) {
    if (countsPolls && ticker.getAsLong() - since < HELD_NANOS) {
      done(caller);
    }
  }

  /** Something was read for the caller, who was not held: counts it. */
  public void done(Caller caller) {
    if (countsPolls) {
      charge(pollingUsers, pollingUsers.of(caller.user()));
      charge(pollingAddresses, pollingAddresses.of(address(caller)));
    }
  }

  private void charge(Buckets buckets, @Nullable Bucket bucket) {
    long wait = bucket == null ? 0 : buckets.charge(bucket);
    if (wait > 0) {
      hasNone(wait);
    }
  }

  /** Somebody has none left for so many nanoseconds. */
  private void hasNone(long wait) {
    exhausted.accumulateAndGet(ticker.getAsLong() + wait, (a, b) -> a - b > 0 ? a : b);
  }

  private static @Nullable Object address(Caller caller) {
    return caller.address().isEmpty() ? null : caller.address();
  }

  /** One from each, or nothing. */
  private static int take(@Nullable Bucket user, @Nullable Bucket address, @Nullable Bucket place) {
    if (!takes(user)) {
      return late(user, address, place);
    }
    if (!takes(address)) {
      giveBack(user);
      return late(user, address, place);
    }
    if (!takes(place)) {
      giveBack(user);
      giveBack(address);
      return late(user, address, place);
    }
    return 0;
  }

  /** One that was empty may have something by now; who was refused waits in any case. */
  private static int late(@Nullable Bucket user, @Nullable Bucket address, @Nullable Bucket place) {
    return Math.max(1, seconds(longest(user, address, place)));
  }

  private static boolean takes(@Nullable Bucket bucket) {
    return bucket == null || bucket.tryConsume(1);
  }

  private static void giveBack(@Nullable Bucket bucket) {
    if (bucket != null) {
      bucket.addTokens(1);
    }
  }

  /** After how many nanoseconds each of them has one. */
  private static long longest(
      @Nullable Bucket user, @Nullable Bucket address, @Nullable Bucket place) {
    return Math.max(wait(user), Math.max(wait(address), wait(place)));
  }

  private static long wait(@Nullable Bucket bucket) {
    return wait(bucket, 1);
  }

  private static long wait(@Nullable Bucket bucket, int times) {
    return bucket == null ? 0 : bucket.estimateAbilityToConsume(times).getNanosToWaitForRefill();
  }

  /** Whole ones, so that who waits for them finds it so. */
  private static int seconds(long nanos) {
    return (int) Math.min(Integer.MAX_VALUE, (nanos + NANOS - 1) / NANOS);
  }
}
