package dev.halley.browser;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** The doctor's page in a browser, as a visitor sees it. */
record DoctorPage(ChromeDriver driver) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Goes there and waits for what it finds at once. */
  void visit(int port) {
    driver.get("http://127.0.0.1:" + port + "/doctor/");
    awaitResult();
  }

  /** Holds silent requests, until all have ended. */
  void holdSilence() {
    driver.findElement(By.id("wait")).click();
    awaitResult();
  }

  private void awaitResult() {
    await()
        .atMost(PATIENCE)
        .until(() -> driver.findElement(By.id("again")).isEnabled() && !state().isEmpty());
  }

  /** What it says of the whole. */
  String state() {
    return driver.findElement(By.id("state")).getText();
  }

  /** How good each thing is that it looked at, by its title. */
  Map<String, String> levels() {
    return strings("item.className.replace('verdict ', '')");
  }

  /** What it says of each thing, by its title. */
  Map<String, String> texts() {
    return strings("item.querySelector('p').textContent");
  }

  /** The lines that mend each thing, by its title. */
  Map<String, String> mends() {
    return strings(
        "Array.from(item.querySelectorAll('pre'), function(p) { return p.textContent; })"
            + ".join('|')");
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> strings(String of) {
    String script =
        "return Array.from(document.querySelectorAll('.verdict h2'), function(h) {"
            + " var item = h.parentNode;"
            + " return [h.lastChild.textContent.trim(), String("
            + of
            + ")]; })";
    Map<String, String> found = new TreeMap<>();
    for (List<String> pair :
        (List<List<String>>) Objects.requireNonNull(driver.executeScript(script))) {
      found.put(pair.get(0), pair.get(1));
    }
    return found;
  }

  /** Copies the report, and gives what was copied. */
  String copied() {
    driver.findElement(By.id("copy")).click();
    await().atMost(PATIENCE).until(() -> !driver.findElement(By.id("copied")).getText().isEmpty());
    return String.valueOf(driver.executeScript("return document.getElementById('text').value"));
  }

  /** Shows the configuration of one proxy alone. */
  void pick(String proxy) {
    driver.executeScript(
        "var p = document.getElementById('proxy'); p.value = arguments[0]; p.onchange()", proxy);
  }
}
