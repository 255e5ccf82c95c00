package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private static final int MOST = 10;
  private static final int BURST = 3;

  private final AtomicLong nanos = new AtomicLong();
  private final Buckets buckets =
      new Buckets(new Rate(1, Rate.Per.SECOND, BURST), MOST, nanos::get);

  private boolean takes(Object key) {
    Bucket bucket = Objects.requireNonNull(buckets.of(key));
    return bucket.tryConsume(1);
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void eachHasABucketOfItsOwn() {
    for (int i = 0; i < BURST; i++) {
      assertThat(takes("a")).isTrue();
    }
    assertThat(takes("a")).isFalse();
    assertThat(takes("b")).isTrue();
  }

  @Test
  void aBucketGoesOnceItWouldBeFullInAnyCase() {
    assertThat(takes("a")).isTrue();
    passes(Duration.ofMillis(5900));
    assertThat(buckets.size()).isEqualTo(1);
    passes(Duration.ofMillis(200));
    assertThat(buckets.size()).isZero();
  }

  @Test
  void whoOwesIsNotForgottenBeforeThatIsPaid() {
    Bucket bucket = Objects.requireNonNull(buckets.of("a"));
    for (int i = 0; i < 100; i++) {
      buckets.charge(bucket);
    }
    passes(Duration.ofMillis(1000L * BURST + 900));
    assertThat(takes("a")).isFalse();
    passes(Duration.ofMillis(200));
    assertThat(takes("a")).isTrue();
    assertThat(takes("a")).isFalse();
  }

  @Test
  void nobodyIsForgottenToMakeRoomForOthers() {
    while (takes("a")) {
      // Until it has nothing left.
    }
    for (int i = 0; i < 100 * MOST; i++) {
      buckets.of("other" + i);
    }
    assertThat(takes("a")).isFalse();
    assertThat(buckets.size()).isEqualTo(MOST);
  }

  @Test
  void aFloodFromMoreThanAreCountedFindsALimit() {
    long passed = 0;
    for (int i = 0; i < 100_000; i++) {
      passed += takes("address" + i) ? 1 : 0;
    }
    // Each of those that are counted one, and what all the others share.
    assertThat(passed).isLessThanOrEqualTo(MOST + 256 * BURST);
    for (int i = 0; i < 1000; i++) {
      assertThat(takes("address" + (50_000 + i))).isFalse();
    }
  }

  @Test
  void whoFoundNoRoomHasABucketOfItsOwnOnceThereIsSome() {
    for (int i = 0; i < MOST; i++) {
      assertThat(takes("flood" + i)).isTrue();
    }
    Bucket shared = buckets.of("late");
    passes(Duration.ofSeconds(2 * BURST + 1));
    Bucket own = buckets.of("late");
    assertThat(own).isNotSameAs(shared).isSameAs(buckets.of("late"));
  }

  @Test
  void whereThereIsNoLimitThereIsNoBucket() {
    assertThat(new Buckets(Rate.OFF, MOST, nanos::get).of("a")).isNull();
    assertThat(buckets.of(null)).isNull();
  }
}
