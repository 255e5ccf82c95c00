package dev.halley.browser;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The chat in one browser, as its user sees it. */
final class ChatPage {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ChromeDriver driver;
  private final String base;

  ChatPage(ChromeDriver driver, String base) {
    this.driver = driver;
    this.base = base;
  }

  /** Comes as somebody who has never been here. */
  void visit(String hash) {
    driver.get(base + "icon.svg");
    driver.executeScript("localStorage.clear(); sessionStorage.clear();");
    driver.get(base + hash);
    awaitTrue(
        "!document.getElementById('enter').hidden || !document.getElementById('no-guests').hidden");
  }

  /** Chooses a name and goes into a room. */
  void enter(String name, String room) {
    visit("#/room/" + room);
    driver.findElement(By.id("name")).sendKeys(name, Keys.ENTER);
    awaitTrue("document.getElementById('chat').hidden === false");
    awaitConnected();
  }

  void awaitConnected() {
    awaitTrue("document.getElementById('chat').dataset.state === 'open'");
  }

  void reload() {
    driver.navigate().refresh();
    awaitTrue("document.getElementById('chat').hidden === false");
  }

  void say(String text) {
    box().sendKeys(text, Keys.ENTER);
  }

  WebElement box() {
    return driver.findElement(By.id("text"));
  }

  void go(String conversation) {
    driver.executeScript("location.hash = arguments[0]", "#" + conversation);
    awaitTrue(
        "document.querySelector('[aria-current]').getAttribute('href') === arguments[0]",
        "#" + conversation);
  }

  /** The texts in the middle, oldest first; one's own begin with {@code >}. */
  List<String> texts() {
    return strings(
        "return Array.from(document.querySelectorAll('.message'), function(m) {"
            + " return (m.classList.contains('own') ? '> ' : '')"
            + " + m.querySelector('.text').textContent; })");
  }

  /** How far one's own messages have come: {@code sent}, {@code sending…} or {@code not sent}. */
  List<String> states() {
    return strings(
        "return Array.from(document.querySelectorAll('.own .state'),"
            + " function(s) { return s.textContent; })");
  }

  /** What the left side lists, with the count of what is unread. */
  List<String> places() {
    return strings(
        "return Array.from(document.querySelectorAll('.places a'), function(a) {"
            + " var badge = a.querySelector('.badge.count');"
            + " return a.querySelector('.name').textContent"
            + " + (badge ? ' ' + badge.textContent : ''); })");
  }

  String text(String id) {
    return (String) run("return document.getElementById(arguments[0]).textContent", id);
  }

  boolean isShown(String id) {
    return driver.findElement(By.id(id)).isDisplayed();
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** The id of the element that has the focus, or its text where it has none. */
  String focus() {
    WebElement focused = driver.switchTo().activeElement();
    String id = focused.getDomAttribute("id");
    return id == null || id.isEmpty() ? focused.getText() : id;
  }

  void click(String selector) {
    await()
        .atMost(PATIENCE)
        .ignoreException(StaleElementReferenceException.class)
        .untilAsserted(() -> driver.findElement(By.cssSelector(selector)).click());
  }

  /** Lets no request to this path get out of the browser until the page is loaded anew. */
  void swallow(String path) {
    driver.executeScript(
        """
        var path = arguments[0];
        var open = XMLHttpRequest.prototype.open;
        var send = XMLHttpRequest.prototype.send;
        XMLHttpRequest.prototype.open = function(method, url) {
          this.lost = url.indexOf(path) > 0;
          open.apply(this, arguments);
        };
        XMLHttpRequest.prototype.send = function() {
          if (!this.lost) send.apply(this, arguments);
        };
        """,
        path);
  }

  /**
   * Does to the message of that text what a button beside it says: {@code correct}, {@code remove}.
   */
  void actOn(String text, String act) {
    awaitTrue(
        "Array.from(document.querySelectorAll('.message')).some((m) =>"
            + " m.querySelector('.text').textContent === arguments[0]"
            + " && m.querySelector('[data-act=' + arguments[1] + ']')"
            + " && (m.querySelector('[data-act=' + arguments[1] + ']').click(), true))",
        text,
        act);
  }

  /** Presses what cannot be pointed at now, as the keyboard could. */
  void pressOn(String selector) {
    awaitTrue(
        "document.querySelector(arguments[0])"
            + " && (document.querySelector(arguments[0]).click(), true)",
        selector);
  }

  /** An element of the room that a tag has put into the page. */
  WebElement inRoom(String selector) {
    return driver
        .findElement(By.className("halley-room"))
        .getShadowRoot()
        .findElement(By.cssSelector(selector));
  }

  /** Who said what in the room that a tag has put into the page, without the time. */
  List<String> roomLines() {
    return strings(
        "var room = document.querySelector('.halley-room');"
            + " return Array.from(room ? room.shadowRoot.querySelectorAll('li') : [], (li) =>"
            + " Array.from(li.childNodes).filter((n) => n.nodeName !== 'TIME')"
            + ".map((n) => n.textContent).join('').replace(/ · .*/, '').trim())");
  }

  /** Puts the focus on an element. */
  void focusOn(String id) {
    driver.executeScript("document.getElementById(arguments[0]).focus()", id);
  }

  void scrollToTop() {
    driver.executeScript("document.getElementById('scroller').scrollTop = 0");
  }

  /** Runs a script that returns something. */
  Object run(String script, Object... arguments) {
    return Objects.requireNonNull(driver.executeScript(script, arguments));
  }

  void awaitTrue(String condition, Object... arguments) {
    await()
        .atMost(PATIENCE)
        .alias(condition)
        .until(() -> Boolean.TRUE.equals(driver.executeScript("return " + condition, arguments)));
  }

  /** What the browser's console complained about since it was last asked, network errors apart. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getMessage())
        .filter(message -> !message.contains("Failed to load resource"))
        .filter(message -> !message.contains("WebSocket connection to"))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private List<String> strings(String script) {
    return (List<String>) run(script);
  }
}
