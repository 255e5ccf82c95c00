package dev.halley.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All that can be measured, by name. */
final class Rows {

  /** What everybody gets who asks for nothing in particular: about five minutes. */
  static final String SHORT = "short";

  /** All there is. */
  static final String ALL = "all";

  /** What the names of those begin with that differ in the number of readers alone. */
  static final String READERS = "readers";

  /** What the names of those begin with that differ in the number of channels alone. */
  static final String CHANNELS = "channels";

  /** What the names of those begin with that differ in the number of channels published to. */
  static final String SPREAD = "spread";

  private static final Way POLL = Way.POLL;
  private static final String SMALL_HEAP = "-Xmx384m";

  private static final List<Row> COMPARED =
      List.of(
          Row.of("fanout1000", "fan-out to 1,000, one at a time", POLL, new FanOut(1_000, 60)),
          Row.of("fanout10000", "fan-out to 10,000", POLL, new FanOut(10_000, 9)),
          Row.of("steady1000x10", "1,000 readers x 10 msg/s", POLL, new Steady(1_000, 10, 5)),
          Row.of("steady100x100", "100 readers x 100 msg/s", POLL, new Steady(100, 100, 5)),
          Row.of("pingpong200", "200 channels ping-pong, per trip", POLL, new PingPong(200, 4)),
          Row.of("storm10000", "10,000 connect at once", POLL, new Storm(10_000, 3)),
          Row.of("heap10000", "a held poll", POLL, new HeldHeap(10_000)));

  private static final List<Row> MORE =
      List.of(
          Row.of(
              "browserheap10000",
              "a held poll, browser's headers",
              POLL.fromBrowsers(),
              new HeldHeap(10_000)),
          Row.of("fanout1000-durable", "fan-out to 1,000", POLL.durable(), new FanOut(1_000, 60)),
          Row.of("fanout10000-durable", "fan-out to 10,000", POLL.durable(), new FanOut(10_000, 9)),
          Row.of("steady1000x10-durable", "1,000 x 10/s", POLL.durable(), new Steady(1_000, 10, 5)),
          Row.of("steady100x100-durable", "100 x 100/s", POLL.durable(), new Steady(100, 100, 5)),
          Row.of(
              "fanout1000-stream",
              "fan-out to 1,000",
              POLL.by(Carrier.STREAM),
              new FanOut(1_000, 100)),
          Row.of(
              "fanout1000-socket",
              "fan-out to 1,000",
              POLL.by(Carrier.SOCKET),
              new FanOut(1_000, 100)),
          Row.of(
              "steady1000x10-stream",
              "1,000 x 10/s",
              POLL.by(Carrier.STREAM),
              new Steady(1_000, 10, 5)),
          Row.of(
              "steady1000x10-socket",
              "1,000 x 10/s",
              POLL.by(Carrier.SOCKET),
              new Steady(1_000, 10, 5)));

  private static final List<Row> PUBLISHES =
      List.of(
          Row.of(
              "publish5000",
              "5,000 publishes/s, 100 connections",
              POLL.durable(),
              new Publishes(100, 5_000, 50, 10)),
          Row.of(
              SPREAD + "1",
              "publishes to 1 channel",
              POLL.durable(),
              new Publishes(100, 4_000, 1, 25)),
          Row.of(
              SPREAD + "50000",
              "publishes to 50,000 channels",
              POLL.durable(),
              new Publishes(100, 4_000, 50_000, 25)));

  private static final List<Row> GROWTH =
      List.of(
          Row.of(READERS + "100", "fan-out to 100", POLL, new FanOut(100, 600)),
          Row.of(READERS + "1000", "fan-out to 1,000", POLL, new FanOut(1_000, 60)),
          Row.of(READERS + "10000", "fan-out to 10,000", POLL, new FanOut(10_000, 9)),
          Row.of(READERS + "19000", "fan-out to 19,000", POLL, new FanOut(19_000, 6)),
          Row.of(CHANNELS + "200", "ping-pong, 200 channels", POLL, new PingPong(200, 4)),
          Row.of(
              CHANNELS + "10000",
              "… among 10,000 that are read",
              POLL,
              new Amid(10_000, new PingPong(200, 4))),
          Row.of(
              CHANNELS + "50000",
              "… among 50,000 that are read",
              POLL,
              new Amid(50_000, new PingPong(200, 4))));

  private static final List<Row> LONG =
      List.of(
          Row.of("idle10000", "10,000 held 25 s each", POLL.held(25), new Idle(10_000, 55, 75)),
          Row.of(
                  "memory19000",
                  "19,000 in " + SMALL_HEAP,
                  POLL.fromBrowsers(),
                  new Repolling(19_000, Integer.getInteger("bench.minutes", 2)))
              .with(SMALL_HEAP));

  private Rows() {}

  /**
   * The rows of these names, in their own order.
   *
   * @param names names, or {@link #SHORT} or {@link #ALL}, divided by commas
   */
  static List<Row> named(String names) {
    List<String> wanted = Arrays.stream(names.split(",", -1)).map(String::strip).toList();
    List<Row> rows = new ArrayList<>();
    for (Row row : all()) {
      boolean isShort = COMPARED.contains(row) && wanted.contains(SHORT);
      if (isShort || wanted.contains(ALL) || wanted.contains(row.name())) {
        rows.add(row);
      }
    }
    for (String name : wanted) {
      boolean isSet = name.equals(SHORT) || name.equals(ALL);
      if (!isSet && rows.stream().noneMatch(row -> row.name().equals(name))) {
        throw new BenchException(
            "expected names of rows, \"short\" or \"all\" in bench.rows; found "
                + name
                + ". The rows are "
                + String.join(", ", all().stream().map(Row::name).toList()));
      }
    }
    return rows;
  }

  private static List<Row> all() {
    return Stream.of(COMPARED, MORE, PUBLISHES, GROWTH, LONG).flatMap(List::stream).toList();
  }
}
