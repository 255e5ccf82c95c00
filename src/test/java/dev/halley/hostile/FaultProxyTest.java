package dev.halley.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

  private static final String GET = "GET /x HTTP/1.1\r\nHost: h\r\nX-Odd: 1\r\n\r\n";
  private static final String UPGRADE =
      "GET /x HTTP/1.1\r\nHost: h\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n";

  private final Origin origin = new Origin();
  private final FaultProxy proxy = new FaultProxy(origin.port());

  @AfterEach
  void close() {
    proxy.close();
    origin.close();
  }

  /** Sends a request, and reads to the end. */
  private String ask(String request) throws IOException {
    try (Socket socket = open(request)) {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private Socket open(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }

  private String askWhole(Fault fault) throws IOException {
    proxy.follow(Plan.always(fault));
    origin.goOn();
    return ask(GET);
  }

  @Test
  void calmPathHandsOnAll() throws IOException {
    assertThat(askWhole(new Fault.None())).startsWith("HTTP/1.1 200").endsWith(Origin.ALPHABET);
    assertThat(origin.requests()).extracting(Head::first).containsExactly("GET /x HTTP/1.1");
  }

  @Test
  void calmPathHandsOnAnAnswerThatIsNotOver() throws IOException {
    try (Socket socket = open(GET)) {
      assertThat(Head.read(socket.getInputStream())).isPresent();
      assertThat(socket.getInputStream().readNBytes(13)).asString().isEqualTo("abcdefghijklm");
    }
  }

  @Test
  void droppedRequestDoesNotReachTheServer() throws IOException {
    assertThat(askWhole(new Fault.Drop())).isEmpty();
    assertThat(origin.requests()).isEmpty();
  }

  @Test
  void everyThirdRequestIsDropped() throws IOException {
    proxy.follow(new EveryOther(3, new Fault.Drop()));
    origin.goOn();
    for (int i = 1; i <= 6; i++) {
      assertThat(ask(GET).isEmpty()).as("request %s", i).isEqualTo(i % 3 == 0);
    }
  }

  @Test
  void cutAnswerHasItsBytesAndNoMore() throws IOException {
    assertThat(askWhole(new Fault.CutAfterBytes(5))).endsWith("\r\n\r\nabcde");
  }

  @Test
  void cutComesInItsTime() throws IOException {
    proxy.follow(Plan.always(new Fault.CutAfter(millis(300))));
    // The server would say the rest only if it were told to.
    assertThat(ask(GET)).doesNotEndWith(Origin.ALPHABET);
  }

  @Test
  void delayedRequestComesLate() throws IOException {
    long start = System.nanoTime();
    assertThat(askWhole(new Fault.Delay(Duration.ofMillis(80)))).endsWith(Origin.ALPHABET);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(millis(80));
  }

  @Test
  void stalledAnswerRestsAndGoesOn() throws IOException {
    long start = System.nanoTime();
    assertThat(askWhole(new Fault.Stall(3, millis(80)))).endsWith(Origin.ALPHABET);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(millis(80));
  }

  @Test
  void bufferedAnswerComesOnceItIsOver() throws IOException {
    proxy.follow(Plan.always(new Fault.Buffer(Duration.ofSeconds(20))));
    try (Socket socket = open(GET)) {
      assertThat(Head.read(socket.getInputStream())).isPresent();
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      origin.goOn();
      socket.setSoTimeout(20_000);
      assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo(Origin.ALPHABET);
    }
  }

  @Test
  void bufferFlowsAfterItsTime() throws IOException {
    proxy.follow(Plan.always(new Fault.Buffer(millis(50))));
    try (Socket socket = open(GET)) {
      assertThat(Head.read(socket.getInputStream())).isPresent();
      assertThat(socket.getInputStream().readNBytes(13)).asString().isEqualTo("abcdefghijklm");
    }
  }

  @Test
  void repeatedGetReachesTheServerTwiceAndIsAnsweredOnce() throws IOException {
    assertThat(askWhole(new Fault.RepeatGet())).containsOnlyOnce(Origin.ALPHABET);
    // The server may take its time with the first, which nobody waits for.
    await().untilAsserted(() -> assertThat(origin.requests()).hasSize(2));
  }

  @Test
  void postIsNotRepeated() throws IOException {
    proxy.follow(Plan.always(new Fault.RepeatGet()));
    origin.goOn();
    ask("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
    assertThat(origin.requests()).hasSize(1);
  }

  @Test
  void strippedHeadersAreGoneOnBothWays() throws IOException {
    Fault strip = new Fault.StripHeaders(List.of("x-odd", "Cache-Control"));
    assertThat(askWhole(strip)).doesNotContain("Cache-Control").endsWith(Origin.ALPHABET);
    assertThat(origin.requests().get(0).value("X-Odd")).isEmpty();
    assertThat(origin.requests().get(0).value("Host")).isEqualTo("h");
  }

  @Test
  void halfClosedAnswerEndsForTheClientAlone() throws IOException {
    assertThat(askWhole(new Fault.HalfClose(4))).endsWith("\r\n\r\nabcd");
  }

  @Test
  void downgradedRequestIsHttp10OnBothSides() throws IOException {
    assertThat(askWhole(new Fault.Downgrade())).startsWith("HTTP/1.0 200");
    assertThat(origin.requests().get(0).first()).isEqualTo("GET /x HTTP/1.0");
  }

  @Test
  void upgradeIsRefusedWithoutAskingTheServer() throws IOException {
    proxy.follow(Plan.always(new Fault.RefuseUpgrade()));
    assertThat(ask(UPGRADE)).startsWith("HTTP/1.1 403");
    assertThat(origin.requests()).isEmpty();
  }

  @Test
  void otherProtocolGoesBothWays() throws IOException {
    try (Socket socket = open(UPGRADE)) {
      assertThat(Head.read(socket.getInputStream()).orElseThrow().first()).contains(" 101 ");
      socket.getOutputStream().write("ping".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
    }
  }

  @Test
  void clientThatLeavesIsMissedByTheServer() throws IOException {
    open(GET).close();
    await().untilAsserted(() -> assertThat(origin.requests()).hasSize(1));
    await().atMost(Duration.ofSeconds(20)).until(() -> proxy.openSockets() == 0);
  }

  @Test
  void faultBefallsAnAnswerThatIsUnderWay() throws IOException {
    try (Socket socket = open(GET)) {
      assertThat(Head.read(socket.getInputStream())).isPresent();
      assertThat(socket.getInputStream().readNBytes(13)).asString().isEqualTo("abcdefghijklm");
      proxy.befall(Plan.always(new Fault.CutAfterBytes(2)));
      origin.goOn();
      assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("no");
    }
  }

  @Test
  void sameSeedDrawsTheSameFaults() {
    SeededPlan one = new SeededPlan(7);
    SeededPlan same = new SeededPlan(7);
    SeededPlan other = new SeededPlan(8);
    Head request = new Head("GET / HTTP/1.1", List.of());
    for (int i = 0; i < 200; i++) {
      assertThat(one.next(request)).isEqualTo(same.next(request));
      other.next(request);
    }
    assertThat(one.drawn()).isNotEqualTo(other.drawn());
    assertThat(one.drawn().stream().map(Fault::getClass).distinct())
        .hasSameSizeAs(Fault.class.getPermittedSubclasses());
  }

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }
}
