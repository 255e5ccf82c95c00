package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class RatesTest {

  private static final ChannelName TEA = ChannelName.of("/room/tea");
  private static final ChannelName SLOW = ChannelName.of("/room/slow");
  private static final Duration SOON = Duration.ofMillis(10);

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final Rates rates =
      new Rates(
          new RateSettings(
              Rate.parse("2/s burst 10"),
              Rate.parse("1/min burst 2"),
              Rate.parse("2/s burst 4"),
              Rate.parse("1/s burst 5"),
              new Rules<>(
                  List.of(
                      new Rules.Line<>(ChannelPattern.of("/news"), Rate.OFF),
                      new Rules.Line<>(
                          ChannelPattern.of("/room/slow"), Rate.parse("1/s burst 1")))),
              3,
              100),
          nanos::get);

  private static Caller caller(String user, String address) {
    return new Caller(new UserName(user), address, Caller.NEVER, null, List.of());
  }

  @Test
  void whoComesToChannelsIsCountedForTheUserAndTheAddress() {
    ToIntFunction<Caller> appear = caller -> rates.appear(caller) ? 0 : 1;
    assertThat(untilRefused(caller("ann", "192.0.2.1"), appear)).isEqualTo(5);
    assertThat(untilRefused(caller("bob", "192.0.2.1"), appear)).isEqualTo(5);
    assertThat(untilRefused(caller("cid", "192.0.2.1"), appear)).isEqualTo(5);
    assertThat(untilRefused(caller("dot", "192.0.2.1"), appear)).isZero();
    assertThat(untilRefused(caller("dot", "192.0.2.2"), appear)).isEqualTo(5);
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static int untilRefused(Caller caller, ToIntFunction<Caller> act) {
    for (int done = 0; done < 1000; done++) {
      if (act.applyAsInt(caller) != 0) {
        return done;
      }
    }
    return 1000;
  }

  private int publish(Caller caller) {
    return rates.publish(caller, TEA);
  }

  @Test
  void aUserIsCountedFromWhateverAddress() {
    assertThat(untilRefused(caller("alice", "192.0.2.1"), this::publish)).isEqualTo(10);
    assertThat(publish(caller("alice", "192.0.2.2"))).isPositive();
    assertThat(publish(caller("bob", "192.0.2.3"))).isZero();
  }

  @Test
  void anAddressIsCountedForWhateverUser() {
    for (int i = 0; i < 30; i++) {
      assertThat(publish(caller("user" + i, "192.0.2.1"))).isZero();
    }
    assertThat(publish(caller("another", "192.0.2.1"))).isPositive();
    assertThat(publish(Caller.anonymous("192.0.2.1"))).isPositive();
    assertThat(publish(caller("another", "192.0.2.2"))).isZero();
  }

  @Test
  void whatIsRefusedForOneOfTheTwoIsNotCountedForTheOther() {
    List.of("alice", "carol", "dave")
        .forEach(user -> untilRefused(caller(user, "192.0.2.1"), this::publish));
    for (int i = 0; i < 100; i++) {
      assertThat(publish(caller("bob", "192.0.2.1"))).isPositive();
    }
    assertThat(untilRefused(caller("bob", ""), this::publish)).isEqualTo(10);
  }

  @Test
  void aProxysOwnRequestsAreOnesOfNoAddress() {
    assertThat(untilRefused(Caller.anonymous(""), this::publish)).isEqualTo(1000);
  }

  @Test
  void whoWaitsAsLongAsIsSaidMayGoOn() {
    Caller alice = caller("alice", "192.0.2.1");
    untilRefused(alice, rates::enter);
    int seconds = rates.enter(alice);
    assertThat(seconds).isEqualTo(60);
    passes(Duration.ofSeconds(seconds - 1));
    assertThat(rates.enter(alice)).isEqualTo(1);
    passes(Duration.ofSeconds(1));
    assertThat(rates.enter(alice)).isZero();
  }

  @Test
  void aChannelMayHaveARateOfItsOwn() {
    Caller alice = caller("alice", "");
    assertThat(rates.publish(alice, SLOW)).isZero();
    assertThat(rates.publish(alice, SLOW)).isEqualTo(1);
    assertThat(publish(alice)).isZero();
    assertThat(rates.publish(caller("bob", ""), SLOW)).isZero();
    passes(Duration.ofSeconds(1));
    assertThat(rates.publish(alice, SLOW)).isZero();
  }

  @Test
  void aPollThatIsHeldIsNotCounted() {
    Caller alice = caller("alice", "");
    for (int i = 0; i < 100; i++) {
      assertThat(rates.mayPoll(alice)).isZero();
      long began = rates.now();
      passes(Duration.ofSeconds(1));
      rates.held(alice, began);
    }
    assertThat(untilRefused(alice, rates::read)).isEqualTo(4);
  }

  @Test
  void whoWasAnsweredSoonTooOftenHasToWait() {
    Caller alice = caller("alice", "");
    assertThat(untilRefused(alice, this::quickPoll)).isBetween(4, 5);
    assertThat(rates.mayPoll(alice)).isEqualTo(1);
    assertThat(rates.mayPoll(caller("bob", "192.0.2.1"))).isZero();
    passes(Duration.ofSeconds(1));
    assertThat(rates.mayPoll(alice)).isZero();
  }

  @Test
  void thoseThatCameBeforeOneWasCountedArePaidLater() {
    Caller alice = caller("alice", "192.0.2.1");
    long began = rates.now();
    for (int i = 0; i < 7; i++) {
      assertThat(rates.mayPoll(alice)).isZero();
    }
    passes(SOON);
    for (int i = 0; i < 7; i++) {
      rates.held(alice, began);
    }
    // Four she had, so she owes three, and one more is to come.
    assertThat(rates.mayPoll(alice)).isEqualTo(2);
    assertThat(rates.read(alice)).isEqualTo(2);
    passes(Duration.ofMillis(1900));
    assertThat(rates.mayPoll(alice)).isEqualTo(1);
    passes(Duration.ofMillis(100));
    assertThat(rates.mayPoll(alice)).isZero();
    assertThat(rates.mayPoll(caller("bob", "192.0.2.1"))).isZero();
  }

  @Test
  void nobodyOwesMoreThanOneMayDoAtOnce() {
    Caller alice = caller("alice", "");
    for (int i = 0; i < 1000; i++) {
      rates.done(alice);
    }
    assertThat(rates.mayPoll(alice)).isEqualTo(3);
    passes(Duration.ofSeconds(3));
    assertThat(rates.mayPoll(alice)).isZero();
  }

  private int quickPoll(Caller caller) {
    int seconds = rates.mayPoll(caller);
    if (seconds == 0) {
      long began = rates.now();
      passes(SOON);
      rates.held(caller, began);
    }
    return seconds;
  }

  @Test
  void whatIsOffIsNotCounted() {
    Rates none = Rates.none();
    Caller alice = caller("alice", "192.0.2.1");
    assertThat(untilRefused(alice, one -> none.publish(one, TEA))).isEqualTo(1000);
    assertThat(untilRefused(alice, none::enter)).isEqualTo(1000);
    assertThat(untilRefused(alice, none::read)).isEqualTo(1000);
    none.held(alice, none.now());
    none.done(alice);
    assertThat(none.mayPoll(alice)).isZero();
  }
}
