package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A page of one's own with nothing in it but the client, which reads one channel. */
final class ClientPage {
  private final ChromeDriver driver;
  private final String home;
  private String base;

  ClientPage(ChromeDriver driver, String home) {
    this.driver = driver;
    this.home = home;
    this.base = home;
  }

  /** From now on it is a page of another origin. */
  void leaveFor(String other) {
    base = other;
  }

  void comeBack() {
    base = home;
  }

  /**
   * Loads the client, into a page that has no policy: what it may do is not this server's to say.
   */
  void load() {
    driver.executeCdpCommand("Page.setBypassCSP", Map.of("enabled", true));
    driver.get(base + "robots.txt");
    driver.executeAsyncScript(
        """
        const done = arguments[arguments.length - 1];
        const script = document.createElement('script');
        script.src = arguments[0];
        script.onload = () => done();
        document.documentElement.appendChild(script);
        """,
        base + "halley.js");
  }

  /** Runs a script of the page, and not of a function, so that the next one sees its names. */
  void evaluate(String script) {
    Map<String, Object> outcome =
        driver.executeCdpCommand("Runtime.evaluate", Map.of("expression", script));
    assertThat(outcome).as(script).doesNotContainKey("exceptionDetails");
  }

  /** Loads the client and connects, with options given as a script's object. */
  void connect(String options, String channel) {
    load();
    complained();
    driver.executeScript(
        """
        window.got = [];
        window.states = [];
        window.halley = Halley.connect(%s);
        halley.on('state', (s) => states.push(s));
        window.room = halley.channel('%s', {history: 1000});
        room.on('message', (m) => got.push(m.data.text));
        room.on('gap', () => got.push('gap'));
        """
            .formatted(options, channel));
  }

  void awaitTransport(String transport) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> state("state").equals("open") && state("transport").equals(transport));
  }

  /** A field of the state as the page was told it last. */
  String state(String field) {
    return String.valueOf(
        driver.executeScript("return states[states.length - 1][arguments[0]]", field));
  }

  void publish(String text) {
    driver.executeScript("room.publish({text: arguments[0]})", text);
  }

  /** The messages that came. */
  List<String> got() {
    return list("got");
  }

  @SuppressWarnings("unchecked")
  List<String> list(String name) {
    return (List<String>) Objects.requireNonNull(driver.executeScript("return " + name));
  }

  @Nullable Object run(String script) {
    return driver.executeScript(script);
  }

  /** Ends the connection, and forgets what was learned of the path. */
  void forget() {
    driver.executeScript("halley.close(); localStorage.clear()");
  }

  /** What came to the browser's console since this page connected, beside that it has no icon. */
  List<String> complaints() {
    return complained().stream()
        .filter(entry -> !entry.getMessage().contains("favicon.ico"))
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /** Each entry is given once, so asking also forgets. */
  private List<LogEntry> complained() {
    return driver.manage().logs().get(LogType.BROWSER).getAll();
  }
}
