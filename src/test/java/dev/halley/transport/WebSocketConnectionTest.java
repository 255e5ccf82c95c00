package dev.halley.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.protocol.Closing;
import dev.halley.protocol.Conversation;
import dev.halley.protocol.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketConnectionTest {

  private static final Closing BYE = new Closing(Closing.Code.NORMAL, "bye");

  private final FakeSession session = new FakeSession();
  private final AtomicLong clock = new AtomicLong();

  /** What the conversation was told. */
  private final List<String> told = new CopyOnWriteArrayList<>();

  private final WebSocketConnection socket = socket(Runnable::run);

  private WebSocketConnection socket(Executor patient) {
    SocketLimits limits =
        new SocketLimits(20, 10, Duration.ofSeconds(25), Duration.ofSeconds(60), 10, 10);
    WebSocketConnection made =
        new WebSocketConnection(new WebSocketWire(session.session(), patient), limits, clock::get);
    made.begin(wire -> new Told());
    return made;
  }

  private final class Told implements Conversation {

    @Override
    public void said(String text) {
      told.add("said " + text);
    }

    @Override
    public void writable() {
      told.add("writable");
    }

    @Override
    public void drain() {
      told.add("drain");
    }

    @Override
    public void gone() {
      told.add("gone");
    }
  }

  private void send(String text) {
    socket.send(Frame.of(text), () -> true);
  }

  @AfterEach
  void theContainerHasNothingToComplainOf() {
    assertThat(session.violations).isEmpty();
  }

  @Test
  void oneMessageIsSentAtATimeAndInOrder() {
    session.quick = false;
    send("a");
    send("b");
    assertThat(session.sent).containsExactly("a");
    session.done();
    assertThat(session.sent).containsExactly("a", "b");
    session.done();
    assertThat(socket.ready()).isTrue();
  }

  @Test
  void whoFoundItNotReadyIsToldOnceItIs() {
    session.quick = false;
    send("a");
    assertThat(socket.ready()).isFalse();
    send("b");
    session.done();
    assertThat(told).isEmpty();

    session.done();

    assertThat(told).containsExactly("writable");
    send("c");
    session.done();
    assertThat(told).as("nobody asked again").containsExactly("writable");
  }

  @Test
  void messageThatIsNotWantedWhenItsTurnHasComeIsLeftOut() {
    session.quick = false;
    AtomicBoolean wanted = new AtomicBoolean(true);
    send("a");
    socket.send(Frame.of("b"), wanted::get);
    send("c");
    wanted.set(false);

    session.done();

    assertThat(session.sent).containsExactly("a", "c");
  }

  @Test
  void manyMessagesThatAreSentAtOnceMakeNoDeepStack() {
    session.quick = false;
    send("");
    session.quick = true;
    IntStream.range(0, 100_000).forEach(i -> send(""));

    session.done();

    assertThat(session.sent).hasSize(100_001);
  }

  @Test
  void closeComesAfterWhatWasSentAndNothingAfterTheClose() {
    session.quick = false;
    send("a");
    send("b");
    socket.close(BYE);
    socket.close(new Closing(Closing.Code.GOING_AWAY, "too late"));
    send("c");
    assertThat(session.closes).isEmpty();
    session.done();
    session.done();

    assertThat(session.sent).containsExactly("a", "b");
    assertThat(session.closes).containsExactly(1000);
    assertThat(socket.ready()).isFalse();
    socket.beat();
    assertThat(session.closes).hasSize(1);
  }

  @Test
  void clientThatDoesNotReadIsGivenUp() {
    session.quick = false;
    send("a message that may be longer than all that may wait");
    send("a message that may be longer than all that may wait");
    assertThat(told).isEmpty();

    send("x");

    assertThat(session.closes).containsExactly(1013);
    assertThat(told).containsExactly("gone");
    session.done();
    assertThat(session.sent).hasSize(1);
  }

  @Test
  void failureEndsTheConversation() {
    session.quick = false;
    send("a");
    send("b");
    session.fails();
    assertThat(told).containsExactly("gone");
    assertThat(session.sent).containsExactly("a");
    assertThat(session.closes).containsExactly(1001);
  }

  @Test
  void sessionThatTakesNothingEndsTheConversation() {
    session.broken = true;
    socket.beat();
    assertThat(told).containsExactly("gone");
  }

  @Test
  void clientIsPingedAndThatAnswersNoTwoIsGone() {
    socket.beat();
    socket.hearPong();
    socket.beat();
    socket.beat();
    assertThat(session.sent).containsExactly("PING", "PING", "PING");
    assertThat(session.closes).isEmpty();

    socket.beat();

    assertThat(session.sent).hasSize(3);
    assertThat(session.closes).containsExactly(1001);
    assertThat(told).containsExactly("gone");
  }

  @Test
  void clientThatSaysSomethingIsThere() {
    for (int i = 0; i < 10; i++) {
      socket.beat();
      socket.hear("x", true);
    }
    assertThat(session.closes).isEmpty();
  }

  @Test
  void pingDoesNotHoldUpWhoeverSendsIt() {
    List<Runnable> later = new ArrayList<>();
    WebSocketConnection slow = socket(later::add);
    slow.beat();
    assertThat(session.sent).isEmpty();
    slow.send(Frame.of("a"), () -> true);
    assertThat(session.sent).as("not beside the ping").isEmpty();
    later.get(0).run();
    assertThat(session.sent).containsExactly("PING", "a");
  }

  @Test
  void messageThatCannotBeSentInTimeEndsTheSocket() {
    session.quick = false;
    send("a");
    clock.addAndGet(Duration.ofSeconds(60).toNanos());
    socket.beat();
    assertThat(session.closes).isEmpty();
    assertThat(session.sent).as("no ping beside a message").containsExactly("a");

    clock.incrementAndGet();
    socket.beat();

    assertThat(session.closes).containsExactly(1013);
    assertThat(told).containsExactly("gone");
  }

  @Test
  void piecesAreOneMessageUpToTheLimit() {
    socket.hear("01234", false);
    socket.hear("", false);
    socket.hear("56789", true);
    socket.hear("€€€€€€12", true);
    assertThat(told).containsExactly("said 0123456789", "said €€€€€€12");

    socket.hear("€€€€€€", false);
    socket.hear("123", false);
    socket.hear("x", true);

    assertThat(told).hasSize(3).last().isEqualTo("gone");
    assertThat(session.closes).containsExactly(1009);
  }

  @Test
  void halvesOfACharacterCountAsTheWhole() {
    socket.hear("\ud83d", false);
    socket.hear("\ude000123456789012345", true);
    assertThat(told).containsExactly("said \ud83d\ude000123456789012345");
    socket.hear("\ud83d\ude0001234567890123456", true);
    assertThat(session.closes).containsExactly(1009);
  }

  @Test
  void whatIsNotTextEndsTheSocket() {
    socket.hearBinary();
    socket.hearBinary();
    socket.hear("x", true);
    assertThat(told).containsExactly("gone");
    assertThat(session.closes).containsExactly(1003);
  }

  @Test
  void closedSocketSendsNothing() {
    socket.closed();
    send("a");
    socket.beat();
    assertThat(session.sent).isEmpty();
    assertThat(told).containsExactly("gone");
  }
}
