package dev.halley.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.time.Duration;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** A page of Chromium. Pages of one browser take turns: a driver has one at a time. */
final class ChromiumPage implements WebPage {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;
  private final String handle;

  private ChromiumPage(ChromeDriver driver) {
    this.driver = driver;
    this.handle = driver.getWindowHandle();
    driver.manage().timeouts().pageLoadTimeout(PATIENCE);
  }

  /** Another page of the same browser, beside the others: it is seen, as they are. */
  static ChromiumPage beside(ChromeDriver driver) {
    driver.switchTo().newWindow(WindowType.WINDOW);
    return new ChromiumPage(driver);
  }

  @Override
  public void visit(String url) {
    enter();
    driver.get(url);
  }

  @Override
  public JsonElement ask(String expression) {
    enter();
    Object value = driver.executeScript("return JSON.stringify(" + expression + ")");
    return JsonParser.parseString(value == null ? "null" : value.toString());
  }

  @Override
  public void close() {
    enter();
    driver.close();
    driver.switchTo().window(driver.getWindowHandles().iterator().next());
  }

  private void enter() {
    driver.switchTo().window(handle);
  }
}
