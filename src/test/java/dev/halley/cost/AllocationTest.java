package dev.halley.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.protocol.Inbound;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How much memory a delivered message costs, from the request to what is handed to the wire, with
 * all that is asked and checked on the way. A poll's is 4,300 bytes, a stream's and a socket's 930
 * (JDK 17). The bounds leave room for other JVMs, and for one that has not compiled all yet; they
 * are there for the change that doubles it without anybody's knowledge.
 */
class AllocationTest {

  private static final int READERS = 200;
  private static final int USERS = 10;
  private static final int WARM_UP = 150;
  private static final int ROUNDS = 40;

  private final Allocations allocations = new Allocations();
  private final List<String> tokens = new ArrayList<>();
  private Node node;

  @BeforeEach
  void open(@TempDir Path folder) {
    node = new Node(folder);
    IntStream.range(0, USERS).forEach(i -> tokens.add(node.token("user" + i)));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private String token(int reader) {
    return tokens.get(reader % USERS);
  }

  /** What one round does; all but {@link #run} is not measured. */
  private interface Round {

    default void prepare() {}

    void run();
  }

  /** Bytes for each reader, in the round that took least. */
  private double least(Round round) {
    for (int i = 0; i < WARM_UP; i++) {
      round.prepare();
      round.run();
    }
    long[] threads = allocations.mine();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      round.prepare();
      long before = allocations.of(threads);
      round.run();
      least = Math.min(least, allocations.of(threads) - before);
    }
    return (double) least / READERS;
  }

  private String begin() {
    CountingWire first = node.ask(node.read("/v1/poll", token(0), "first", ""));
    node.await(1);
    return Node.between(first.text(), "\"cursor\":\"", "\"");
  }

  @Test
  void heldPollThatIsAnsweredCostsFewBytes() {
    Inbound message = node.message(token(0));
    CountingWire publisher = node.wire();
    CountingWire[] wires = new CountingWire[READERS];
    Inbound[] polls = new Inbound[READERS];
    String[] cursor = {begin()};

    double bytes =
        least(
            new Round() {
              @Override
              public void prepare() {
                for (int i = 0; i < READERS; i++) {
                  wires[i] = node.wire();
                  polls[i] = node.read("/v1/poll", token(i), "r" + i, cursor[0]);
                }
              }

              @Override
              public void run() {
                for (int i = 0; i < READERS; i++) {
                  node.ask(polls[i], wires[i]);
                }
                node.ask(message, publisher);
                node.await(READERS + 1);
                cursor[0] = Node.between(wires[0].text(), "\"cursor\":\"", "\"");
              }
            });

    assertThat(wires[READERS - 1].text()).contains("xxx");
    assertThat(bytes).isBetween(100.0, 8_000.0);
  }

  @Test
  void messageOverAStreamCostsFewBytes() {
    for (int i = 0; i < READERS; i++) {
      node.ask(node.read("/v1/stream", token(i), "r" + i, ""));
    }
    node.await(READERS);

    double bytes = publishing();

    assertThat(bytes).isBetween(10.0, 2_000.0);
  }

  @Test
  void messageOverAWebSocketCostsFewBytes() {
    for (int i = 0; i < READERS; i++) {
      node.socket(token(i), node.wire())
          .said("{\"type\":\"read\",\"channel\":\"" + Node.ROOM + "\",\"client\":\"r" + i + "\"}");
    }
    node.await(READERS);

    double bytes = publishing();

    assertThat(bytes).isBetween(10.0, 2_000.0);
  }

  private double publishing() {
    Inbound message = node.message(token(0));
    CountingWire publisher = node.wire();
    return least(
        () -> {
          node.ask(message, publisher);
          node.await(READERS + 1);
        });
  }
}
