package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

class GuestsOffIT {

  @Test
  void pageSaysThatGuestsAreNotLetIn(@TempDir Path data) {
    Chromium chromium = Chromium.find();
    try (ServerProcess server =
        ServerProcess.start(Container.JETTY, data, Map.of("guests", "off"))) {
      ChromeDriver driver = chromium.start();
      try {
        ChatPage page = new ChatPage(driver, "http://127.0.0.1:" + server.port() + "/");
        page.visit("");
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(() -> assertThat(page.isShown("no-guests")).isTrue());
        assertThat(page.isShown("enter")).isFalse();
        assertThat(page.text("no-guests")).contains("does not let guests in");
      } finally {
        driver.quit();
      }
    }
  }
}
