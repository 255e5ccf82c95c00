package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/** The examples of the client's page do what they say. */
class ClientDocumentIT {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```js\n(.*?)^```");
  private static final Pattern LOGGED = Pattern.compile("console\\.log\\(.*//  ?(.*)$");

  @Test
  void examplesLogWhatTheySay(@TempDir Path data) throws IOException {
    String document = Files.readString(Path.of("docs/client.md"));
    List<String> examples =
        EXAMPLE.matcher(document).results().map(found -> found.group(1)).toList();
    assertThat(examples).hasSizeGreaterThan(5);
    Chromium chromium = Chromium.find();
    try (ServerProcess server = ServerProcess.start(Container.JETTY, data, Map.of())) {
      ChromeDriver driver = chromium.start();
      try {
        ClientPage page = new ClientPage(driver, "http://127.0.0.1:" + server.port() + "/");
        page.load();
        page.run("window.logged = [];" + "console.log = (...all) => logged.push(all.join(' '));");
        examples.forEach(example -> runAndCheck(page, example));
      } finally {
        driver.quit();
      }
    }
  }

  private static void runAndCheck(ClientPage page, String example) {
    // Of the page and not of a function, so that the next example sees its names.
    page.evaluate(example);
    for (String line : example.lines().toList()) {
      LOGGED
          .matcher(line)
          .results()
          .map(found -> found.group(1))
          .forEach(
              expected ->
                  await(line)
                      .atMost(Duration.ofSeconds(90))
                      .untilAsserted(
                          () -> assertThat(page.list("logged")).as(line).contains(expected)));
    }
  }
}
