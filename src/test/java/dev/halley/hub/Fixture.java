package dev.halley.hub;

import dev.halley.auth.Access;
import dev.halley.auth.Access.Who;
import dev.halley.auth.Caller;
import dev.halley.auth.Permissions;
import dev.halley.broker.Limit;
import dev.halley.message.ChannelName;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Cursor;
import dev.halley.message.Position;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What the tests of the hub begin with. */
final class Fixture {

  static final ChannelName ROOM = ChannelName.of("/room/a");
  static final ChannelName OTHER = ChannelName.of("/room/b");
  static final Limit PLENTY = new Limit(500, 1 << 20);
  static final HubSettings SETTINGS = lingering(new Rules<>(List.of()));

  private Fixture() {}

  /** Settings with limits that no test meets. */
  static HubSettings lingering(Rules<Duration> linger) {
    return new HubSettings(100_000, 100_000, 100_000, Duration.ofSeconds(60), linger, 2, 1, 10);
  }

  static Permissions everyoneReads() {
    return new Permissions(
        new Rules<>(
            List.of(
                new Rules.Line<>(ChannelPattern.of("/**"), new Access(Who.ANYONE, Who.ANYONE)))));
  }

  static Caller alice() {
    return new Caller(new UserName("alice"), "10.0.0.1", Caller.NEVER, null, List.of());
  }

  /** The cursor that stands at one offset in each of the channels. */
  static Cursor at(long offset, ChannelName... channels) {
    return Cursor.of(
        Arrays.stream(channels)
            .map(channel -> new Cursor.Entry(channel, new Position(7, offset)))
            .toList());
  }

  /** A poll of alice's that names no reader. */
  static Subscription poll(Cursor cursor, Duration hold, ChannelName... channels) {
    return new Subscription(alice(), null, List.of(channels), cursor, 0, PLENTY, hold);
  }

  /** A poll of a named reader of alice's. */
  static Subscription poll(Subscription.Reader reader, Cursor cursor, ChannelName... channels) {
    return new Subscription(
        alice(), reader, List.of(channels), cursor, 0, PLENTY, Duration.ofSeconds(25));
  }
}
