package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import dev.halley.containers.Container;
import dev.halley.containers.KeyHost;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** A page whose user has short tokens of the operator's own login. */
class BrowserLoginIT {

  /** With the leeway of 30 s, fourteen seconds are left. */
  private static final Duration LIFE = Duration.ofSeconds(-16);

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(90)).untilAsserted(assertion);
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "stream"})
  void pageGoesOnWithOneTokenAfterTheOther(String carrier, @TempDir Path data) {
    Chromium chromium = Chromium.find();
    RSAKey key = KeyHost.key("browser");
    try (KeyHost login = KeyHost.start()) {
      login.publish(key);
      String tokens = login.serveTokens(key, "ada", LIFE);
      try (ServerProcess server = ServerProcess.start(Container.JETTY, data, login.settings())) {
        ChromeDriver driver = chromium.start();
        try {
          ClientPage page = new ClientPage(driver, "http://127.0.0.1:" + server.port() + "/");
          page.connect(
              "{token: () => fetch('%s').then((r) => r.text()), transports: ['%s', 'poll']}"
                  .formatted(tokens, carrier),
              "/room/tokens");
          page.awaitTransport(carrier);
          List<String> said = new ArrayList<>();
          for (int renewed = login.given(); renewed < 3; renewed = login.given()) {
            int before = renewed;
            said.add("while token " + before + " is good");
            page.publish("while token " + before + " is good");
            soon(() -> assertThat(login.given()).isGreaterThan(before));
          }
          soon(() -> assertThat(page.got()).isEqualTo(said));
          assertThat(page.run("return states.every((s) => s.state !== 'refused')")).isEqualTo(true);
          soon(() -> assertThat(page.state("transport")).isEqualTo(carrier));
          assertThat(page.state("user")).isEqualTo("ada");
        } finally {
          driver.quit();
        }
      }
    }
  }
}
