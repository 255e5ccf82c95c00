package dev.halley.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.protocol.Conversation;
import dev.halley.protocol.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Several threads send over one socket, and others tell it that something was sent. */
class WebSocketRaceTest {

  private static final int SENDERS = 3;
  private static final int EACH = 5_000;

  private final FakeSession session = new FakeSession();
  private final AtomicInteger writable = new AtomicInteger();

  private WebSocketConnection socket() {
    SocketLimits limits =
        new SocketLimits(1, Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofDays(1), 1, 1);
    WebSocketConnection socket =
        new WebSocketConnection(
            new WebSocketWire(session.session(), Runnable::run), limits, () -> 0);
    socket.begin(
        wire ->
            new Conversation() {
              @Override
              public void said(String text) {}

              @Override
              public void writable() {
                writable.incrementAndGet();
              }

              @Override
              public void drain() {}

              @Override
              public void gone() {}
            });
    return socket;
  }

  @Test
  void eachThreadsMessagesKeepTheirOrderAndNoTwoAreUnderWayAtOnce() throws Exception {
    WebSocketConnection socket = socket();
    session.quick = false;
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS + 1);
    try {
      Future<?> container = threads.submit(() -> complete(over));
      List<Future<?>> senders = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        String name = sender + ":";
        senders.add(threads.submit(() -> sendAll(socket, name)));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> session.sent.size() == SENDERS * EACH && !session.isSending());
      over.set(true);
      container.get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(session.violations).isEmpty();
    for (int sender = 0; sender < SENDERS; sender++) {
      String name = sender + ":";
      List<Integer> numbers =
          session.sent.stream()
              .filter(text -> text.startsWith(name))
              .map(text -> Integer.valueOf(text.substring(name.length())))
              .toList();
      assertThat(numbers).hasSize(EACH).isSorted();
    }
    assertThat(socket.ready()).isTrue();
  }

  private static void sendAll(WebSocketConnection socket, String name) {
    for (int i = 0; i < EACH; i++) {
      socket.send(Frame.of(name + i), () -> true);
    }
  }

  private void complete(AtomicBoolean over) {
    while (!over.get()) {
      if (session.isSending()) {
        session.done();
      } else {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whoeverFindsItNotReadyIsAlwaysTold() throws Exception {
    WebSocketConnection socket = socket();
    session.quick = false;
    AtomicBoolean over = new AtomicBoolean();
    Thread container = new Thread(() -> complete(over));
    container.start();
    for (int i = 0; i < 10_000; i++) {
      int before = writable.get();
      socket.send(Frame.of("x"), () -> true);
      if (!socket.ready()) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (writable.get() == before && System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        assertThat(writable.get()).as("told, at %s", i).isGreaterThan(before);
      }
    }
    over.set(true);
    container.join();
  }
}
