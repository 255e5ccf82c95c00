package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The plain chat in a browser of today, with scripts and without. */
@TestInstance(Lifecycle.PER_CLASS)
class PlainPageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Chromium chromium;
  private ServerProcess server;

  @BeforeAll
  void start(@TempDir Path data) {
    chromium = Chromium.find();
    server = ServerProcess.start(Container.JETTY, data, Map.of());
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private String base() {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  private static String fresh(String start) {
    return start + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  private static List<String> texts(ChromeDriver driver) {
    return driver.findElements(By.tagName("dd")).stream().map(WebElement::getText).toList();
  }

  private static void shows(ChromeDriver driver, String... texts) {
    await()
        .atMost(PATIENCE)
        .ignoreException(StaleElementReferenceException.class)
        .untilAsserted(() -> assertThat(texts(driver)).containsExactly(texts));
  }

  private void enter(ChromeDriver driver, String name, String room) {
    await().atMost(PATIENCE).until(() -> !driver.findElements(By.id("room")).isEmpty());
    driver.findElement(By.id("name")).sendKeys(name);
    WebElement box = driver.findElement(By.id("room"));
    box.clear();
    box.sendKeys(room, Keys.ENTER);
    await().atMost(PATIENCE).until(() -> driver.getTitle().contains("#" + room));
  }

  @Test
  void pageIsLiveWhereThereAreScripts() {
    String room = fresh("r");
    String name = fresh("a");
    Speaker bob = new Speaker(base(), fresh("b"));
    bob.say("/room/" + room, "before");
    ChromeDriver driver = chromium.start();
    try {
      driver.get(base() + "plain/");
      enter(driver, name, room);
      await()
          .atMost(PATIENCE)
          .until(() -> driver.findElement(By.id("looks")).getText().contains("is live"));
      String address = driver.getCurrentUrl();

      bob.say("/room/" + room, "one <b>\nsee https://example.com/a.");
      shows(driver, "one <b>\nsee https://example.com/a.", "before");
      bob.say("/user/" + name, "for you alone");
      shows(driver, "for you alone", "one <b>\nsee https://example.com/a.", "before");
      driver.findElement(By.id("text")).sendKeys("<i>two</i>", Keys.ENTER);
      shows(driver, "<i>two</i>", "for you alone", "one <b>\nsee https://example.com/a.", "before");

      assertThat(bob.read("/room/" + room)).endsWith("<i>two</i>");
      assertThat(driver.getCurrentUrl()).as("without loading it again").isEqualTo(address);
      assertThat(driver.findElement(By.linkText("https://example.com/a")).getDomAttribute("href"))
          .isEqualTo("out?to=https%3A%2F%2Fexample.com%2Fa");
      assertThat(driver.findElements(By.tagName("dt")).get(1).getText()).contains("privately");
      assertThat(driver.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    } finally {
      driver.quit();
    }
  }

  @Test
  void browserWithoutScriptsIsLedThereAndLooksByItself() {
    String room = fresh("r");
    Speaker bob = new Speaker(base(), fresh("b"));
    ChromeDriver driver = chromium.startWithoutScripts();
    try {
      driver.get(base());
      await().atMost(PATIENCE).until(() -> driver.getCurrentUrl().endsWith("/plain/"));
      enter(driver, fresh("a"), room);
      driver.findElement(By.id("text")).sendKeys("hello", Keys.ENTER);
      shows(driver, "hello");

      bob.say("/room/" + room, "by itself");

      shows(driver, "by itself", "hello");
      assertThat(driver.findElements(By.tagName("dt")).get(0).getText()).startsWith("new");
      assertThat(bob.read("/room/" + room)).containsExactly("hello", "by itself");
    } finally {
      driver.quit();
    }
  }
}
