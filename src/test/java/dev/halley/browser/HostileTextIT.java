package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** People who mean harm write to the chat page, wherever something of theirs is shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextIT {
  /** What the page may hold in the middle, and nothing that runs, loads or sends. */
  private static final String STRANGERS =
      "#messages *:not(li):not(div):not(p):not(span):not(time):not(bdi):not(button):not(b)"
          + ":not(a):not(svg):not(use):not(h3):not(pre)";

  private ServerProcess server;
  private ChromeDriver driver;
  private String base;
  private ChatPage page;
  private Speaker mallory;
  private List<String> attacks;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    Chromium chromium = Chromium.find();
    try (InputStream file = HostileTextIT.class.getResourceAsStream("attacks.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      attacks = text.lines().toList();
    }
    server = ServerProcess.start(Container.JETTY, data, Map.of());
    base = "http://127.0.0.1:" + server.port() + "/";
    driver = chromium.start();
    page = new ChatPage(driver, base);
    mallory = new Speaker(base, "Mallory");
  }

  @AfterAll
  void stop() {
    if (driver != null) {
      driver.quit();
    }
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void nothingHasRun() {
    assertThat(page.run("return typeof window.pwned")).isEqualTo("undefined");
    assertThat(driver.findElements(By.cssSelector(STRANGERS)).size()).isZero();
    assertThat(
            page.run(
                "return Array.from(document.links, (a) => a.href)"
                    + ".filter((h) => !/^https?:/.test(h)).join()"))
        .isEqualTo("");
    assertThat(page.complaints()).isEmpty();
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(90)).untilAsserted(assertion);
  }

  /** All elements of the middle, pressed and pointed at. */
  private void touchEverything() {
    page.run(
        "for (const e of document.querySelectorAll('#messages .message *'))"
            + " for (const t of ['mouseover', 'focus', 'animationstart', 'toggle', 'error', 'load'])"
            + " e.dispatchEvent(new Event(t)); return 1");
  }

  @Test
  void noTextOfAMessageRuns() {
    page.enter("Ada", "texts");
    mallory.say("/room/texts", attacks);
    soon(() -> assertThat(page.texts()).containsExactlyElementsOf(attacks));
    touchEverything();
  }

  @Test
  void noPayloadOfAnotherShapeRuns() {
    page.enter("Ben", "shapes");
    List<JsonObject> shapes =
        attacks.stream()
            .map(
                attack -> {
                  JsonObject data = new JsonObject();
                  data.addProperty("name", attack);
                  data.addProperty("room", attack);
                  data.addProperty(attack, attack);
                  return data;
                })
            .toList();
    mallory.publish("/room/shapes", shapes);
    soon(() -> assertThat(page.texts()).hasSize(attacks.size()));
    touchEverything();
  }

  @Test
  void noTopicRuns() {
    page.enter("Eve", "topics");
    for (String attack : attacks.subList(0, 12)) {
      mallory.topic("/room/topics", attack);
      soon(() -> assertThat(page.text("subtitle")).isEqualTo(attack));
    }
    page.pressOn("#browse");
    soon(() -> assertThat(page.text("all-rooms")).contains(attacks.get(11)));
    assertThat(page.run("return document.querySelectorAll('#subtitle *').length")).isEqualTo(0L);
    assertThat(
            page.run(
                "return document.querySelectorAll("
                    + "'#all-rooms *:not(li):not(a):not(span):not(bdi)').length"))
        .isEqualTo(0L);
  }

  @Test
  void noNameOfARoomRuns() {
    page.enter("Cleo", "rooms");
    for (String attack : attacks.subList(0, 12)) {
      page.run("location.hash = '#/room/' + encodeURIComponent(arguments[0]); return 1", attack);
      page.run("location.hash = '#/user/' + encodeURIComponent(arguments[0]); return 1", attack);
      page.run("location.hash = '#/private/' + encodeURIComponent(arguments[0]); return 1", attack);
    }
    page.go("/room/rooms");
    page.say("still here");
    soon(() -> assertThat(page.texts()).containsExactly("> still here"));
  }

  @Test
  void nothingRunsInARoomOfAnotherPage() {
    mallory.say("/room/lobby", attacks);
    page.visit("");
    driver.get(base + "embed.html");
    page.awaitTrue("!!document.querySelector('.halley-room').shadowRoot.querySelector('input')");
    page.inRoom("input").sendKeys("Dora");
    page.inRoom("button").click();
    soon(() -> assertThat(page.roomLines()).hasSize(attacks.size()));
    assertThat(
            page.run(
                "return document.querySelector('.halley-room').shadowRoot.querySelectorAll("
                    + "'li *:not(bdi):not(time):not(span):not(b):not(a)').length"))
        .isEqualTo(0L);
  }
}
