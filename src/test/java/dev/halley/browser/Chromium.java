package dev.halley.browser;

import dev.halley.containers.Installed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The browser of this machine. */
public record Chromium(Path browser, Path driver) {
  /** Finds it. Where there is none the test is skipped, loudly; under {@code CI=true} it fails. */
  public static Chromium find() {
    Optional<Path> browser = Installed.find("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = Installed.find("chromedriver");
    if (browser.isPresent() && driver.isPresent()) {
      return new Chromium(browser.get(), driver.get());
    }
    throw Installed.missing(
        "The browser client is NOT TESTED: expected chromium and chromedriver on the PATH"
            + " (Debian: apt-get install chromium chromium-driver), found "
            + browser.map(Path::toString).orElse("no browser")
            + " and "
            + driver.map(Path::toString).orElse("no driver"));
  }

  /**
   * Starts it with a profile of its own.
   *
   * @param more arguments beside those that all tests want
   */
  public ChromeDriver start(String... more) {
    return start(new ChromeOptions().addArguments(more));
  }

  /** As the other, with scripts switched off. */
  ChromeDriver startWithoutScripts() {
    ChromeOptions options = new ChromeOptions();
    options.setExperimentalOption(
        "prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
    return start(options);
  }

  private ChromeDriver start(ChromeOptions options) {
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--window-size=1100,800");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    // Nothing here speaks the protocol that Selenium misses for a browser newer than itself.
    Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
    // Both files are named, so that nothing is looked for on the net.
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build();
    return new ChromeDriver(service, options);
  }
}
