package dev.halley.browser;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chromium.ChromiumNetworkConditions;

/** Chromium, spoken to by its driver. */
public final class ChromiumBrowser implements Browser {

  private final ChromeDriver driver;

  ChromiumBrowser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one that asks a forward proxy on this machine for everything. */
  public static Browser through(int proxy) {
    return new ChromiumBrowser(
        Chromium.find()
            .start("--proxy-server=127.0.0.1:" + proxy, "--proxy-bypass-list=<-loopback>"));
  }

  @Override
  public WebPage page() {
    return ChromiumPage.beside(driver);
  }

  @Override
  public void offline(boolean without) {
    for (String page : driver.getWindowHandles()) {
      driver.switchTo().window(page);
      ChromiumNetworkConditions conditions = new ChromiumNetworkConditions();
      conditions.setOffline(without);
      driver.setNetworkConditions(conditions);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
