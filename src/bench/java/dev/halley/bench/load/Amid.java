package dev.halley.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A measurement while many other channels are in use: each has a message on disk, and is read by a
 * poll that is held and reads as many channels as a poll may.
 *
 * @param channels how many others there are
 * @param measurement what is measured among them
 */
record Amid(int channels, Row.Measurement measurement) implements Row.Measurement {

  private static final int CHANNELS_OF_A_POLL = 100;

  /** How many publishers there are, and how many messages each has on its way. */
  private static final int PUBLISHERS = 50;

  private static final int AHEAD = 10;
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  @Override
  public void run(Stage stage, Way way, Sheet sheet) {
    Way others = Way.POLL.durable();
    int polls = channels / CHANNELS_OF_A_POLL;
    Dialect dialect = stage.dialect(others, Math.max(polls, PUBLISHERS));
    String room = stage.room();
    publish(stage, dialect, room);
    List<Reader> readers = new ArrayList<>();
    List<Wire> wires = new ArrayList<>();
    for (int poll = 0; poll < polls; poll++) {
      Question question = dialect.question(poll, names(room, poll));
      readers.add(new Reader(stage.loop(), new Tally(1, 1), question, 0, reader -> {}));
      wires.add(stage.loop().connect(readers.get(poll)));
    }
    if (!stage.loop().await(() -> readers.stream().allMatch(Reader::isGreeted), PATIENCE_NANOS)) {
      throw new BenchException("not all readers of " + channels + " channels were heard");
    }
    stage.meter().awaitQuiet(stage.loop());
    measurement.run(stage, way, sheet);
    readers.forEach(Reader::stop);
    wires.forEach(Wire::close);
  }

  private static List<String> names(String room, int poll) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < CHANNELS_OF_A_POLL; i++) {
      names.add(room + (poll * CHANNELS_OF_A_POLL + i));
    }
    return names;
  }

  /** One message to each, so that each has a log. */
  private void publish(Stage stage, Dialect dialect, String room) {
    List<Publisher> publishers = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      publishers.add(new Publisher(stage.loop(), dialect, i));
    }
    await(stage, () -> publishers.stream().allMatch(Publisher::isOpen));
    for (int channel = 0; channel < channels; channel++) {
      Publisher publisher = publishers.get(channel % PUBLISHERS);
      await(stage, () -> publisher.unanswered() < AHEAD);
      publisher.publish(room + channel, 1);
    }
    await(stage, () -> publishers.stream().allMatch(p -> p.unanswered() == 0));
    publishers.forEach(Publisher::close);
  }

  private void await(Stage stage, BooleanSupplier condition) {
    if (!stage.loop().await(condition, PATIENCE_NANOS)) {
      throw new BenchException("the messages of " + channels + " channels were not taken in time");
    }
  }
}
