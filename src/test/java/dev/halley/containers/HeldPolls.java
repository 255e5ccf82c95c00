package dev.halley.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Many requests that are open at once, each on a connection of its own, watched by the one thread
 * that calls {@link #await}.
 */
final class HeldPolls implements AutoCloseable {

  /**
   * After so many connections one request is answered, so that the accept queue never overflows.
   */
  private static final int STEP = 40;

  /** How a request ended. */
  static final class Outcome {
    private final AnswerParser parser = new AnswerParser();
    private Optional<RawResponse> answer = Optional.empty();
    private boolean cut;
    private long nanos;

    /** The answer, or empty if none came. */
    Optional<RawResponse> answer() {
      return answer;
    }

    /** Whether the server closed the connection with no answer. */
    boolean cut() {
      return cut;
    }

    /** When it ended, on the clock of {@link System#nanoTime}. */
    long nanos() {
      return nanos;
    }

    boolean open() {
      return answer.isEmpty() && !cut;
    }
  }

  private final Selector selector;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private int ended;

  private HeldPolls() throws IOException {
    selector = Selector.open();
  }

  /** Sends the requests, each on a new connection, and comes back with all of them open. */
  static HeldPolls open(Site site, List<RawRequest> requests) {
    try {
      HeldPolls polls = new HeldPolls();
      for (int i = 0; i < requests.size(); i++) {
        polls.send(site.port(), requests.get(i));
        if (i % STEP == STEP - 1) {
          site.ask(Call.to("/v1/info").asGet()).ok();
        }
      }
      return polls;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot hold " + requests.size() + " polls", e);
    }
  }

  private void send(int port, RawRequest request) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    ByteBuffer bytes = ByteBuffer.wrap(request.bytes());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.configureBlocking(false);
    Outcome outcome = new Outcome();
    outcomes.add(outcome);
    channel.register(selector, SelectionKey.OP_READ, outcome);
  }

  /** How many requests are over, with an answer or without. */
  int ended() {
    return ended;
  }

  /** In the order of the requests. */
  List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** The answers of all; fails where one has none. */
  List<RawResponse> answers() {
    return outcomes.stream()
        .map(o -> o.answer().orElseThrow(() -> new AssertionError(o.cut() ? "cut" : "no answer")))
        .toList();
  }

  /** Reads until every request is over, or the deadline. */
  HeldPolls await(Duration deadline) {
    return await(deadline, () -> ended == outcomes.size());
  }

  /** Reads until the condition holds, or the deadline. */
  HeldPolls await(Duration deadline, BooleanSupplier enough) {
    long end = System.nanoTime() + deadline.toNanos();
    try {
      while (!enough.getAsBoolean() && System.nanoTime() < end) {
        selector.select(this::read, Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("the held polls cannot be watched", e);
    }
  }

  private void read(SelectionKey key) {
    Outcome outcome = (Outcome) key.attachment();
    int count = receive((SocketChannel) key.channel());
    if (count > 0) {
      outcome.parser.add(buffer.array(), count);
    } else if (count < 0) {
      outcome.parser.end();
      close(key);
    }
    if (outcome.open()) {
      outcome.answer = outcome.parser.next(false);
      outcome.cut = outcome.answer.isEmpty() && count < 0;
      outcome.nanos = System.nanoTime();
      ended += outcome.open() ? 0 : 1;
    }
  }

  /** How many bytes came into the buffer; below zero after FIN or a reset. */
  private int receive(SocketChannel channel) {
    buffer.clear();
    try {
      return channel.read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    try {
      selector.keys().forEach(HeldPolls::close);
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the held polls cannot be closed", e);
    }
  }

  /** A key that is only cancelled would leave its channel open, and nobody would know it. */
  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException("a held poll cannot be closed", e);
    }
  }
}
