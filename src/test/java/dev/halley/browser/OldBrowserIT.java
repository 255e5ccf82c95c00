package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code halley.js} and the plain chat in browsers of old.
 *
 * <p>HtmlUnit does one thing at a time: while a poll is held, no timer runs and nothing else is
 * sent, so the server here holds for a second alone. It runs the scripts of a frame once all of it
 * has come and waits for that with all else, so this server offers no frame that never ends.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OldBrowserIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How many messages go each way. */
  private static final int COUNT = 20;

  /** Loads the client into a page that has no scripts. */
  private static final String LOAD =
      """
      var script = document.createElement('script');
      script.src = '../halley.js';
      document.getElementsByTagName('head')[0].appendChild(script);
      """;

  /** Reads a room and remembers what came, by the texts in their order. */
  private static final String CONNECT =
      """
      var got = [], how = '', saw = [];
      var client = Halley.connect({url: '../', name: '%s', transports: ['%s'], storage: null});
      client.on('state', function(s) { how = s.state + ' ' + s.transport; saw.push(how); });
      var room = client.channel('%s', {history: 0});
      room.on('message', function(m) { got.push(m.data.text); });
      """;

  private final Map<OldBrowser.Kind, OldBrowser> browsers = new EnumMap<>(OldBrowser.Kind.class);
  private ServerProcess server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = ServerProcess.start(Container.JETTY, data, Map.of("hold-max", "1 s", "frame", "off"));
  }

  @AfterAll
  void stop() {
    browsers.values().forEach(OldBrowser::close);
    if (server != null) {
      server.close();
    }
  }

  private String base() {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  private OldBrowser browser(OldBrowser.Kind kind) {
    return browsers.computeIfAbsent(kind, OldBrowser::start);
  }

  private static String fresh(String start) {
    return start + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  private static List<String> texts(String start) {
    return IntStream.range(0, COUNT).mapToObj(i -> start + i).toList();
  }

  private static void until(OldBrowser browser, String condition) {
    await()
        .atMost(PATIENCE)
        .alias(condition)
        .until(() -> browser.run("String(" + condition + ")").equals("true"));
  }

  @ParameterizedTest
  @CsvSource({
    "IE_8, poll",
    "IE_8, jsonp",
    "IE_9, poll",
    "IE_9, jsonp",
    "IE_11, poll",
    "IE_11, jsonp"
  })
  void everyMessageGoesBothWaysOnce(OldBrowser.Kind kind, String transport) {
    OldBrowser browser = browser(kind);
    String room = "/room/" + fresh("r");
    Speaker speaker = new Speaker(base(), fresh("s"));
    browser.open(base() + "plain/");
    browser.run(LOAD);
    until(browser, "!!window.Halley");
    browser.run(CONNECT.formatted(fresh("b"), transport, room));
    until(browser, "how === 'open " + transport + "'");

    for (int i = 0; i < COUNT; i++) {
      browser.run("room.publish({text: 'out" + i + "'})");
      speaker.say(room, "in" + i);
    }

    until(browser, "got.length >= " + 2 * COUNT);
    List<String> stored = speaker.read(room);
    assertThat(stored).hasSize(2 * COUNT).containsAll(texts("in")).containsAll(texts("out"));
    assertThat(browser.run("got.join(',')"))
        .as("on %s", browser.run("saw.join()"))
        .isEqualTo(String.join(",", stored));
    browser.run("client.close()");
  }

  @ParameterizedTest
  @EnumSource
  void pageWithoutScriptsIsMadeLive(OldBrowser.Kind kind) {
    OldBrowser browser = browser(kind);
    String room = fresh("r");
    Speaker speaker = new Speaker(base(), fresh("s"));
    speaker.say("/room/" + room, "before");
    browser.open(base() + "plain/room?room=" + room + "&token=" + speaker.token());
    until(browser, "document.getElementById('looks').innerHTML.indexOf('live') >= 0");

    for (int i = 0; i < 5; i++) {
      speaker.say("/room/" + room, "in" + i + " <b>");
    }
    browser.run(
        """
        document.getElementById('text').value = 'written <i>';
        document.getElementById('say').onsubmit();
        """);

    until(browser, "document.getElementsByTagName('dd').length >= 7");
    assertThat(speaker.read("/room/" + room)).hasSize(7).contains("written <i>");
    List<String> shown = new ArrayList<>(speaker.read("/room/" + room));
    Collections.reverse(shown);
    assertThat(
            browser.run(
                """
                var said = [], all = document.getElementsByTagName('dd');
                for (var i = 0; i < all.length; i++) {
                  said.push(all[i].textContent === undefined ? all[i].innerText : all[i].textContent);
                }
                said.join('|')
                """))
        .isEqualTo(String.join("|", shown));
    assertThat(browser.run("document.getElementById('text').value")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void chatPageLeadsWhoCannotRunItToTheOneThatNeedsNothing(OldBrowser.Kind kind) {
    OldBrowser browser = browser(kind);
    browser.open(base());

    until(browser, "/plain\\/$/.test(location.href)");
    assertThat(browser.run("document.getElementById('name') !== null")).isEqualTo("true");
  }
}
