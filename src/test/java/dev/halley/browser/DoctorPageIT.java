package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import dev.halley.proxies.ProxyProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;

/** The doctor finds what is wrong with a path, and finds nothing where nothing is. */
@TestInstance(Lifecycle.PER_CLASS)
class DoctorPageIT {

  private static final Path PROXIES = Path.of("src/test/resources");

  private ServerProcess server;
  private ChromeDriver driver;
  private DoctorPage page;

  @BeforeAll
  void start(@TempDir Path data) {
    Chromium chromium = Chromium.find();
    server = ServerProcess.start(Container.JETTY, data, Map.of());
    driver = chromium.start();
    page = new DoctorPage(driver);
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

  @Test
  void whereNothingIsOnTheWayAllIsWell() {
    page.visit(server.port());

    assertThat(page.state()).isEqualTo("Nothing stands in the way.");
    assertThat(page.levels())
        .containsKeys("Answers", "Streams", "Server-Sent Events", "Headers", "Cache", "Methods")
        .doesNotContainValue("bad")
        .doesNotContainValue("warn");
  }

  @Test
  void proxyThatHoldsAnswersBackIsFound() {
    Path settings = PROXIES.resolve("proxies/nginx-held-back.conf");
    try (ProxyProcess proxy = ProxyProcess.nginx(settings, server.port())) {
      page.visit(proxy.port());

      assertThat(page.levels())
          .containsEntry("Streams", "bad")
          .containsEntry("Server-Sent Events", "bad")
          .containsEntry("HTTP version", "warn")
          .containsEntry("Headers", "good");
      assertThat(page.texts().get("Streams")).contains("in one piece");
      assertThat(page.mends().get("Streams")).contains("proxy_buffering off;", "flushpackets=on");
      page.pick("nginx");
      assertThat(page.mends().get("Streams"))
          .isEqualTo("proxy_buffering off;\nproxy_http_version 1.1;");
    }
  }

  @Test
  void proxyThatTakesCachesRefusesAndCutsIsFound() {
    Path settings = PROXIES.resolve("doctor/nginx-careless.conf");
    try (ProxyProcess proxy = ProxyProcess.nginx(settings, server.port())) {
      page.visit(proxy.port());
      page.holdSilence();

      assertThat(page.levels())
          .containsEntry("Authorization", "bad")
          .containsEntry("Headers", "warn")
          .containsEntry("Cache", "bad")
          .containsEntry("Methods", "bad")
          .containsEntry("Silent requests", "bad")
          .containsEntry("Repeated requests", "good");
      assertThat(page.texts().get("Methods")).startsWith("DELETE does not get through");
      assertThat(page.texts().get("Headers")).contains("Last-Event-ID");
      assertThat(page.texts().get("Silent requests")).matches(".*after (8|9|1\\d) s.*504.*");
      assertThat(page.texts().get("Proxies")).contains("X-Forwarded-For: 127.0.0.1");
      assertThat(page.copied())
          .contains(
              "[bad] Cache", "proxy_cache off;", "cache deny halley", "[bad] Silent requests");
    }
  }

  @Test
  void pageFitsAPhone() {
    driver.manage().window().setSize(new Dimension(500, 900));
    try {
      page.visit(server.port());

      assertThat(driver.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
    } finally {
      driver.manage().window().setSize(new Dimension(1100, 800));
    }
  }
}
