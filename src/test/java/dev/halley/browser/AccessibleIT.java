package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;

/** The chat page for those who see little, use no mouse, or speak another language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibleIT {
  private ServerProcess server;
  private ChromeDriver driver;
  private String base;
  private ChatPage page;
  private Onlooker onlooker;

  @BeforeAll
  void start(@TempDir Path data) {
    Chromium chromium = Chromium.find();
    server = ServerProcess.start(Container.JETTY, data, Map.of());
    base = "http://127.0.0.1:" + server.port() + "/";
    driver = chromium.start();
    page = new ChatPage(driver, base);
    onlooker = new Onlooker(driver);
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

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(90)).untilAsserted(assertion);
  }

  private void everyWay(String view) {
    onlooker.wide();
    onlooker.dark(false);
    onlooker.look(view);
    onlooker.dark(true);
    onlooker.look(view + "-dark");
    onlooker.dark(false);
    onlooker.narrow();
    onlooker.look(view + "-phone");
    onlooker.wide();
  }

  @Test
  void everyViewIsAccessible() {
    page.visit("");
    everyWay("welcome");
    page.enter("Ada", "tea");
    Speaker bob = new Speaker(base, "Bob");
    bob.say("/room/tea", List.of("Hello @ada, see https://example.org", "😀", "One more thing"));
    page.say("Hello Bob, and @Bob again");
    page.say("A second line of mine");
    soon(() -> assertThat(page.texts()).hasSize(5));
    soon(() -> assertThat(page.states()).containsExactly("sent", "sent"));
    everyWay("room");
    page.run("document.getElementById('about-open').click(); return 1");
    everyWay("about");
    page.run("document.getElementById('about-close').click(); return 1");
    bob.say("/user/ada", "Only for you");
    soon(() -> assertThat(page.places()).contains("bob 1"));
    page.go("/user/bob");
    page.say("And for you");
    everyWay("direct");
    page.run("document.querySelector('.status').open = true; return 1");
    page.run("document.getElementById('help-open').click(); return 1");
    everyWay("help");
    page.press(Keys.ESCAPE);
    page.run("document.getElementById('browse').click(); return 1");
    everyWay("directory");
    page.press(Keys.ESCAPE);
    page.run("location.hash = '#/'; return 1");
    onlooker.narrow();
    page.run("location.hash = '#/'; return 1");
    page.awaitTrue("document.getElementById('chat').dataset.view === 'list'");
    onlooker.look("list-phone");
    onlooker.wide();
    assertThat(onlooker.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'fr-CA,en', fr, Entrer, Messages directs, Aujourd’hui, Écrire à",
    "'ja,zh-TW', zh-Hans, 开始聊天, 私信, 今天, 写给",
    "'de,ja', en, Start chatting, Direct messages, Today, Write to"
  })
  void pageSpeaksTheLanguageOfItsReader(
      String wanted, String lang, String start, String direct, String today, String write) {
    try {
      onlooker.speak(wanted);
      page.visit("");
      assertThat(page.run("return document.documentElement.lang")).isEqualTo(lang);
      assertThat(page.text("enter-go")).isEqualTo(start);
      page.enter("Eve-" + lang, lang);
      page.say("x");
      soon(() -> assertThat(page.states()).doesNotContain("sending…").isNotEmpty());
      assertThat(page.text("people-title")).isEqualTo(direct);
      assertThat(page.box().getDomAttribute("placeholder")).isEqualTo(write + " " + lang);
      assertThat(page.text("messages")).contains(today);
      onlooker.keep("language-" + lang);
    } finally {
      onlooker.speak("en");
    }
  }

  @Test
  void sheetOpensByKeyAndGivesTheFocusBack() {
    page.enter("Fay", "keys");
    soon(() -> assertThat(page.focus()).isEqualTo("text"));
    page.press(Keys.chord(Keys.CONTROL, "/"));
    page.awaitTrue("document.getElementById('help').open");
    page.press(Keys.ESCAPE);
    page.awaitTrue("!document.getElementById('help').open");
    assertThat(page.focus()).isEqualTo("text");
    page.press(Keys.chord(Keys.CONTROL, "k"));
    assertThat(page.focus()).isEqualTo("join-name");
    page.press(Keys.ESCAPE);
    assertThat(page.focus()).isEqualTo("text");
    page.press("teh", Keys.ENTER);
    soon(() -> assertThat(page.states()).containsExactly("sent"));
    page.press(Keys.ARROW_UP);
    assertThat(page.box().getDomProperty("value")).isEqualTo("teh");
    page.press(Keys.chord(Keys.CONTROL, "a"), "the", Keys.ENTER);
    soon(() -> assertThat(page.texts()).containsExactly("> the"));
    page.press(Keys.chord(Keys.ALT, Keys.ARROW_DOWN));
    page.awaitTrue("location.hash === '#/room/lobby'");
  }
}
