package dev.halley.bench.load;

/** Someone who reads one channel, over one connection, and asks again at once. */
final class Reader implements Ear {

  /** Somebody who acts on what a reader has heard. */
  interface Follower {
    void heard(Reader reader);
  }

  private static final int OK = 200;
  private static final int SWITCHING = 101;

  private final Loop loop;
  private final Tally tally;
  private final Question question;
  private final int channel;
  private final Follower follower;
  private final Place place = new Place();
  private int last;
  private int told;
  private boolean asked;
  private boolean greeted;
  private boolean stopped;

  Reader(Loop loop, Tally tally, Question question, int channel, Follower follower) {
    this.loop = loop;
    this.tally = tally;
    this.question = question;
    this.channel = channel;
    this.follower = follower;
  }

  int channel() {
    return channel;
  }

  /** The number of the last message that it has, 0 before the first. */
  int last() {
    return last;
  }

  /** Whether the server has answered anything, so that it knows of this reader. */
  boolean isGreeted() {
    return greeted;
  }

  /** Whether it has asked anything. */
  boolean hasAsked() {
    return asked;
  }

  /** Prepares for a new connection. */
  void start() {
    asked = false;
    greeted = place.length() > 0;
    stopped = false;
  }

  /** Asks no more. */
  void stop() {
    stopped = true;
  }

  @Override
  public void opened(Wire wire) {
    if (question.needsHandshake()) {
      var out = loop.out();
      question.putHandshake(out);
      wire.send(out.flip());
    } else {
      ask(wire);
    }
  }

  private void ask(Wire wire) {
    if (stopped) {
      return;
    }
    asked = true;
    var out = loop.out();
    question.put(out, place);
    wire.send(out.flip());
  }

  @Override
  public void answer(Wire wire, int status, byte[] bytes, int from, int to) {
    boolean isHandshake = question.needsHandshake() && status == SWITCHING;
    if (!isHandshake && (status != OK || !question.isPoll())) {
      throw new BenchException(
          "expected messages; found " + status + " " + Text.show(bytes, from, to));
    }
    if (isHandshake) {
      loop.later(wire);
      return;
    }
    hear(bytes, from, to);
    loop.later(wire);
  }

  /** It polls again before anybody acts on what it has heard, as a client does. */
  @Override
  public void later(Wire wire) {
    ask(wire);
    tell();
  }

  private void tell() {
    if (told != last) {
      told = last;
      follower.heard(this);
    }
  }

  @Override
  public void text(Wire wire, byte[] bytes, int from, int to) {
    hear(bytes, from, to);
    tell();
  }

  @Override
  public void ended(Wire wire) {
    loop.later(wire);
  }

  private void hear(byte[] bytes, int from, int to) {
    greeted = true;
    place.take(bytes, from, to);
    int at = Text.find(Text.MARK, bytes, from, to);
    while (at < to) {
      int number = 0;
      for (int i = 1; i <= Text.DIGITS; i++) {
        number = number * 10 + bytes[at + i] - '0';
      }
      last = tally.arrived(channel, last, number);
      at = Text.find(Text.MARK, bytes, at + Text.DIGITS + 2, to);
    }
  }
}
