package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** One of several tabs of a browser, with the client and nothing else in it. */
record Tab(ChromeDriver driver, String handle) {
  /** Tells whether this tab has the lock. */
  private static final String WATCH =
      """
      window.leads = false;
      const request = LockManager.prototype.request;
      LockManager.prototype.request = function(name, options, held) {
        const over = () => { window.leads = false; };
        const done = request.call(this, name, options, () => {
          window.leads = true;
          return held();
        });
        done.then(over, over);
        return done;
      };
      """;

  private static final String LOAD =
      """
      const done = arguments[0];
      const script = document.createElement('script');
      script.src = '/halley.js';
      script.onload = () => done();
      document.documentElement.appendChild(script);
      """;

  private static final String CONNECT =
      """
      window.got = [];
      window.halley = Halley.connect(%s);
      halley.on('state', (state) => { window.standing = state; });
      halley.channel(arguments[0], {history: 1000}).on('message', (message) => {
        got.push([message.offset, Math.max(0, Date.now() - message.time)]);
      });
      """;

  /** Opens a tab in front of the others. */
  static Tab open(ChromeDriver driver, String base) {
    driver.switchTo().newWindow(WindowType.TAB);
    driver.get(base + "robots.txt");
    Tab tab = new Tab(driver, driver.getWindowHandle());
    driver.executeScript(WATCH);
    driver.executeAsyncScript(LOAD);
    return tab;
  }

  void connect(String options, String room) {
    run(CONNECT.formatted(options), room);
  }

  void run(String script, Object... arguments) {
    focus().executeScript(script, arguments);
  }

  private ChromeDriver focus() {
    driver.switchTo().window(handle);
    return driver;
  }

  boolean leads() {
    return Boolean.TRUE.equals(focus().executeScript("return leads"));
  }

  /** By what it says that it reads. */
  String transport() {
    return (String) Objects.requireNonNull(focus().executeScript("return standing.transport"));
  }

  /** What was handed to the page, in the order in which it came. */
  List<Long> offsets() {
    return numbers("return got.map((each) => each[0])");
  }

  /**
   * The longest that a message after that one took from the server to this page, in milliseconds.
   */
  long latestSince(long offset) {
    List<Long> all =
        numbers("return got.filter((e) => e[0] > arguments[0]).map((e) => e[1])", offset);
    assertThat(all).isNotEmpty();
    return all.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private List<Long> numbers(String script, Object... arguments) {
    return (List<Long>) Objects.requireNonNull(focus().executeScript(script, arguments));
  }

  void freeze() {
    focus().executeCdpCommand("Page.setWebLifecycleState", Map.of("state", "frozen"));
  }

  void resume() {
    focus().executeCdpCommand("Page.setWebLifecycleState", Map.of("state", "active"));
  }

  /** Lets the page's thread do nothing else for some seconds, from a moment later on. */
  void hang() {
    run("setTimeout(() => { const end = Date.now() + 6000; while (Date.now() < end); }, 0)");
  }

  /** Closes it; another one is in front then. */
  void close() {
    focus().close();
    driver.switchTo().window(driver.getWindowHandles().iterator().next());
  }
}
