package dev.halley.bench.load;

import java.util.ArrayList;
import java.util.List;

/** Readers who come at once, each with a connection, spread evenly over some channels. */
final class Crowd {

  /** So many connect, then the server gets a moment, so that its accept queue does not overflow. */
  private static final int LOT = 250;

  private static final long LOT_NANOS = 10_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** How long messages may take that are on their way. */
  private static final long LATE_NANOS = 3_000_000_000L;

  private final Stage stage;
  private final Way way;
  private final Dialect dialect;
  private final Tally tally;
  private final String room;
  private final int channels;
  private final List<Reader> readers = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final Publisher publisher;
  private long expected;

  Crowd(Stage stage, Way way, int size, int channels, Reader.Follower follower) {
    this.stage = stage;
    this.way = way;
    this.channels = channels;
    tally = new Tally(channels, channels == 1 ? 4096 : 16);
    room = stage.room();
    dialect = stage.dialect(way, size);
    publisher = new Publisher(stage.loop(), dialect, 0);
    for (int i = 0; i < size; i++) {
      int channel = i % channels;
      Question question = dialect.question(i, List.of(room + channel));
      readers.add(new Reader(stage.loop(), tally, question, channel, follower));
    }
  }

  /** A crowd of one channel, all of whom are heard by the server. */
  static Crowd gathered(Stage stage, Way way, int size) {
    Crowd crowd = new Crowd(stage, way, size, 1, reader -> {});
    crowd.gather();
    return crowd;
  }

  Tally tally() {
    return tally;
  }

  Dialect dialect() {
    return dialect;
  }

  String channel(int number) {
    return room + number;
  }

  /** Connects all, some at a time, and waits until the server has heard of all of them. */
  void gather() {
    for (Reader reader : readers) {
      connect(reader);
      if (wires.size() % LOT == 0) {
        stage.loop().pause(LOT_NANOS);
      }
    }
    awaitHeld();
  }

  /** Connects all as quickly as it can be done. */
  void rush() {
    readers.forEach(this::connect);
    awaitHeld();
  }

  private void connect(Reader reader) {
    reader.start();
    wires.add(stage.loop().connect(reader));
  }

  private void awaitHeld() {
    boolean greets = dialect.greets();
    boolean done =
        stage
            .loop()
            .await(
                () ->
                    publisher.isOpen()
                        && readers.stream()
                            .allMatch(r -> r.hasAsked() && (!greets || r.isGreeted())),
                PATIENCE_NANOS);
    if (!done) {
      throw new BenchException(
          "not all of " + readers.size() + " readers were heard within a minute: see ulimit -n");
    }
    stage.meter().awaitQuiet(stage.loop());
  }

  /** Publishes to a channel, and waits for nothing. */
  void publish(int channel) {
    expected += readers.size() / channels;
    publisher.publish(room + channel, tally.publish(channel));
  }

  /** Waits until every reader has every message, but not for those that are lost. */
  void awaitDelivery() {
    long target = expected;
    stage.loop().await(() -> tally.arrived() >= target, LATE_NANOS);
  }

  /** Waits until the server holds all polls again. */
  void awaitReturn() {
    stage.meter().awaitQuiet(stage.loop());
  }

  /** Messages that readers should have by now and have not. */
  long missing() {
    return readers.stream().mapToLong(r -> tally.published(r.channel()) - r.last()).sum();
  }

  /**
   * Lets every reader have one more message and leave, so that the server holds nothing of them.
   */
  void disperse() {
    if (wires.isEmpty()) {
      return;
    }
    readers.forEach(Reader::stop);
    if (way.carrier() == Carrier.POLL) {
      for (int channel = 0; channel < channels; channel++) {
        publish(channel);
      }
      awaitDelivery();
    }
    wires.forEach(Wire::close);
    wires.clear();
    if (way.carrier() == Carrier.STREAM) {
      // A server notices that a stream's client is gone when it writes, and then writes again.
      for (int message = 0; message < 3; message++) {
        publish(0);
        stage.meter().awaitQuiet(stage.loop());
      }
    }
    stage.meter().awaitQuiet(stage.loop());
  }

  /** The end of the crowd. */
  void dismiss() {
    disperse();
    publisher.close();
  }
}
