package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** The client in a real browser, over each carrier. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserCarriersIT {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private ServerProcess server;
  private Relay relay;
  private ClientPage page;
  private Speaker carol;

  @BeforeAll
  void start(@TempDir Path data) {
    Chromium chromium = Chromium.find();
    relay = new Relay(0);
    open.push(relay);
    String origin = "http://127.0.0.1:" + relay.port();
    server = ServerProcess.start(Container.JETTY, data, Map.of("origins", origin));
    open.push(server);
    relay.lead(server.port());
    String base = origin + "/";
    ChromeDriver driver = chromium.start();
    open.push(driver::quit);
    page = new ClientPage(driver, base);
    carol = new Speaker(base, "Carol");
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @AfterEach
  void forget() {
    relay.mend();
    page.forget();
    page.comeBack();
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(90)).untilAsserted(assertion);
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "stream", "events", "frame", "poll"})
  void messagesComeInOrderAndOnceThoughThePathIsCut(String carrier) {
    String channel = "/room/cut-" + carrier;
    List<String> said = new ArrayList<>();
    page.connect("{name: 'Cut-" + carrier + "', transports: ['" + carrier + "', 'poll']}", channel);
    page.awaitTransport(carrier);
    for (int i = 0; i < 30; i++) {
      said.add("m" + i);
      carol.say(channel, "m" + i);
    }
    soon(() -> assertThat(page.got()).isEqualTo(said));
    relay.cut();
    page.publish("from the page");
    soon(() -> assertThat(page.state("state")).isEqualTo("waiting"));
    relay.mend();
    said.add("from the page");
    soon(() -> assertThat(page.got()).isEqualTo(said));
    said.add("after");
    carol.say(channel, "after");
    soon(() -> assertThat(page.got()).isEqualTo(said));
  }

  @Test
  void manyMessagesAtOnceComeThroughAStreamThatEndsAndGoesOn() {
    String channel = "/room/many";
    List<String> said = new ArrayList<>();
    page.connect("{name: 'Many', transports: ['stream', 'poll']}", channel);
    page.awaitTransport("stream");
    // Twice what one response of a stream may carry.
    String filler = "x".repeat(4000);
    for (int i = 0; i < 6; i++) {
      List<String> batch = new ArrayList<>();
      for (int j = 0; j < 90; j++) {
        batch.add(i + "-" + j + filler);
      }
      said.addAll(batch);
      carol.say(channel, batch);
    }
    soon(() -> assertThat(page.got()).isEqualTo(said));
    assertThat(page.state("transport")).isEqualTo("stream");
    assertThat(page.run("return states.every((s) => s.state !== 'waiting')")).isEqualTo(true);
  }

  @Test
  void pageThatChoosesByItselfTakesTheBestThatTheServerHas() {
    page.connect("{name: 'Best'}", "/room/best");
    String best =
        String.valueOf(
            page.run(
                """
                const xhr = new XMLHttpRequest();
                xhr.open('GET', 'v1/info', false);
                xhr.send();
                const offered = JSON.parse(xhr.responseText).transports;
                return ['websocket', 'stream', 'events'].find((t) => offered.includes(t));
                """));
    page.awaitTransport(best);
    carol.say("/room/best", "hello");
    soon(() -> assertThat(page.got()).containsExactly("hello"));
    assertThat(page.complaints()).isEmpty();
  }

  /** Of the same server under an origin of its own. */
  private String abroad(String host) {
    return "http://" + host + ":" + server.port() + "/";
  }

  @Test
  void pageOfAnOriginThatTheServerListsStreamsFromElsewhere() {
    String channel = "/room/abroad";
    page.connect(
        "{name: 'Abroad', transports: ['stream', 'poll'], url: '%s'}"
            .formatted(abroad("127.0.0.1")),
        channel);
    page.awaitTransport("stream");
    page.publish("from afar");
    soon(() -> assertThat(page.got()).containsExactly("from afar"));
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void pageOfAnOriginThatTheServerDoesNotListGetsByWithScripts() {
    String channel = "/room/unlisted";
    page.leaveFor(abroad("localhost"));
    page.connect(
        "{name: 'Unlisted', transports: ['poll'], url: '%s'}".formatted(abroad("127.0.0.1")),
        channel);
    page.awaitTransport("jsonp");
    page.publish("by script");
    soon(() -> assertThat(page.got()).containsExactly("by script"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "without: ['post']",
        "without: ['get']",
        "without: ['headers']",
        "without: ['headers', 'get'], transports: ['poll']",
        "transports: ['jsonp']",
        "storage: null"
      })
  void oneHandIsEnough(String option) {
    String channel = "/room/tied-" + Integer.toString(option.hashCode() & 0xfffff, 36);
    carol.say(channel, "before");
    page.connect("{name: '%s', %s}".formatted(channel.substring(6), option), channel);
    page.publish("from the page");
    page.publish("and again");
    soon(() -> assertThat(page.got()).containsExactly("before", "from the page", "and again"));
    page.run("room.history({before: 3, limit: 1}).then((p) => got.push(p.messages[0].data.text))");
    soon(() -> assertThat(page.got()).endsWith("from the page"));
  }

  @Test
  void moduleConnectsToTheFolderThatItCameFrom() {
    page.load();
    page.evaluate(
        """
        window.states = [];
        import('./halley.mjs').then((module) => {
          window.halley = module.connect({name: 'Module', transports: ['poll']});
          halley.on('state', (s) => states.push(s));
        });
        """);
    await().atMost(Duration.ofSeconds(90)).until(() -> !page.list("states").isEmpty());
    page.awaitTransport("poll");
  }
}
