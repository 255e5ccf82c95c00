package dev.halley.browser;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Looks at pages as people do who see little or use a phone, and keeps what it saw in {@code
 * target/screenshots}.
 */
final class Onlooker {
  private static final Path ALBUM = Path.of("target/screenshots");

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private final ChromeDriver driver;
  private final List<String> faults = new ArrayList<>();

  Onlooker(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Looks at what is there now, and notes what breaks a rule of WCAG 2.2 AA. */
  void look(String view) {
    keep(view);
    // In the page itself: the other way opens a window beside it.
    @SuppressWarnings("deprecation")
    AxeBuilder axe = new AxeBuilder().withTags(RULES).setLegacyMode(true);
    for (Rule rule : axe.analyze(driver).getViolations()) {
      for (CheckedNode node : rule.getNodes()) {
        faults.add(view + ": " + rule.getId() + " " + node.getHtml() + " " + node.getAny());
      }
    }
  }

  /** What was noted so far. */
  List<String> faults() {
    return faults;
  }

  /** Takes a picture. */
  void keep(String view) {
    try {
      Files.createDirectories(ALBUM);
      Files.write(ALBUM.resolve(view + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the page be as wide as that of a phone. */
  void narrow() {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
    driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
  }

  void wide() {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", false));
  }

  /** Which languages the browser's user reads, as {@code Accept-Language} says them. */
  void speak(String languages) {
    String browser = (String) driver.executeScript("return navigator.userAgent");
    driver.executeCdpCommand(
        "Network.setUserAgentOverride", Map.of("userAgent", browser, "acceptLanguage", languages));
  }

  /** Whether the browser's user likes dark pages. */
  void dark(boolean dark) {
    Map<String, Object> wish =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(wish)));
  }
}
