package dev.halley.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bucket for each of those who may do something at the same rate. Memory is bounded, and to be
 * forgotten must never pay: whoever comes with many addresses could else have the first of them
 * forgotten by the time it comes again, and would find a full bucket each time.
 *
 * <p>So nobody is forgotten to make room. A bucket goes when it has been left alone for as long as
 * it takes to fill, from all that it may owe: who comes back later would find it full in any case.
 * While as many as may be are kept, all others share a few buckets, each by its hash. A flood from
 * more addresses than are kept so has the rate of those and of the few, and no more; who comes
 * first in the middle of such a flood shares with it.
 */
final class Buckets {

  /** How many there are for those who find no room. A power of two. */
  private static final int SHARED = 256;

  private final Rate rate;
  private final int most;
  private final TimeMeter meter;
  private final Cache<Object, Bucket> own;
  private final Bucket[] shared;

  /** Odd; so that nobody can tell with whom an address would share. */
  private final int salt = ThreadLocalRandom.current().nextInt() | 1;

  /**
   * No buckets yet.
   *
   * @param most how many there may be besides the shared ones, 1 and up
   * @param ticker nanoseconds since some moment, never going back
   */
  Buckets(Rate rate, int most, LongSupplier ticker) {
    this.rate = rate;
    this.most = most;
    this.meter = new Meter(ticker);
    Caffeine<Object, Object> caffeine = Caffeine.newBuilder().executor(Runnable::run);
    this.own =
        rate.isOff()
            ? caffeine.build()
            : caffeine
                .ticker(ticker::getAsLong)
                .expireAfterAccess(rate.whole().multipliedBy(2))
                .build();
    this.shared = new Bucket[rate.isOff() ? 0 : SHARED];
    for (int i = 0; i < shared.length; i++) {
      shared[i] = full();
    }
  }

  /** The clock of the buckets. */
  private record Meter(LongSupplier ticker) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return ticker.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  /** The bucket of one; null where there is no limit, or nobody whose bucket it would be. */
  @Nullable Bucket of(@Nullable Object key) {
    if (key == null || rate.isOff()) {
      return null;
    }
    Bucket found = own.getIfPresent(key);
    if (found != null) {
      return found;
    }
    return hasRoom() ? own.get(key, same -> full()) : shared[slot(key)];
  }

  /** Several who come at once may find the same room; that is a few more and no harm. */
  private boolean hasRoom() {
    if (own.estimatedSize() < most) {
      return true;
    }
    own.cleanUp();
    return own.estimatedSize() < most;
  }

  private int slot(Object key) {
    int mixed = key.hashCode() * salt;
    return mixed >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SHARED));
  }

  /**
   * Takes one for what was done already, though there be none. A bucket so comes to owe, and has
   * nothing until that is paid; it owes as many as it holds at most.
   *
   * @return nanoseconds until there is one more; 0 if there is one now
   */
  long charge(Bucket bucket) {
    long unused = bucket.consumeIgnoringRateLimits(1);
    long left = bucket.getAvailableTokens();
    if (left > 0) {
      return 0;
    }
    if (left < -rate.burst()) {
      bucket.addTokens(1);
    }
    return bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(rate.burst()).refillGreedy(rate.count(), rate.per().time()))
        .withCustomTimePrecision(meter)
        .build();
  }

  /** How many things at most somebody may do at once. */
  int burst() {
    return rate.burst();
  }

  /** How many have one of their own. */
  long size() {
    own.cleanUp();
    return own.estimatedSize();
  }
}
