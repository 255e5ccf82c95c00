package dev.halley.config;

import static dev.halley.auth.Access.Who.ANYONE;
import static dev.halley.auth.Access.Who.NOBODY;
import static dev.halley.auth.Access.Who.OWNER;
import static dev.halley.auth.Access.Who.TOKEN;
import static dev.halley.auth.Access.Who.USER;
import static dev.halley.broker.Retention.Durability.DURABLE;
import static dev.halley.broker.Retention.Durability.MEMORY;

import dev.halley.auth.Access;
import dev.halley.broker.Retention;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Rules;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What holds for which channel, a line for each kind. What people say to each other is on disk and
 * kept for a year; what only tells of the moment never gets there.
 */
final class DefaultRules {

  private static final Duration YEAR = Duration.ofDays(365);

  private static final List<Line> LINES =
      List.of(
          new Line("/room/*", USER, USER, new Retention(DURABLE, 100_000, YEAR)),
          // Joins and leaves, which only the server writes; who reads anew asks who is there now.
          new Line(
              "/room/*/presence", USER, NOBODY, new Retention(MEMORY, 1_000, Duration.ofHours(1))),
          new Line(
              "/room/*/typing", USER, USER, new Retention(MEMORY, 1_000, Duration.ofSeconds(10))),
          // Each inbox holds what its user got and sent.
          new Line("/user/*", OWNER, USER, new Retention(DURABLE, 10_000, YEAR)),
          new Line(
              "/broadcast", ANYONE, TOKEN, new Retention(DURABLE, 1_000, Duration.ofDays(90))));

  private DefaultRules() {}

  private record Line(ChannelPattern pattern, Access access, Retention retention) {

    Line(String pattern, Access.Who read, Access.Who publish, Retention retention) {
      this(ChannelPattern.of(pattern), new Access(read, publish), retention);
    }
  }

  static Rules<Access> access() {
    return column(Line::access);
  }

  static Rules<Retention> retention() {
    return column(Line::retention);
  }

  /** The same for every channel. */
  static Rules<Duration> linger(Duration linger) {
    return column(line -> linger);
  }

  private static <T> Rules<T> column(Function<Line, T> column) {
    return new Rules<>(
        LINES.stream().map(l -> new Rules.Line<>(l.pattern(), column.apply(l))).toList());
  }
}
