package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;

/** One script tag in the page of another site. */
class EmbedIT {

  /** A page that lets no style or script of its own be written into it. */
  private static HttpServer host(String chat, String token) throws IOException {
    HttpServer host =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String page =
        "<!DOCTYPE html><title>Intranet</title><h1>Intranet</h1>"
            + "<script src='%sembed.js' data-room='tea' data-token='/token'></script>"
                .formatted(chat);
    answer(host, "/", page, "text/html; charset=utf-8", chat);
    answer(host, "/token", token + "\n", "text/plain", chat);
    host.start();
    return host;
  }

  private static void answer(HttpServer host, String path, String text, String type, String chat) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    host.createContext(
        path,
        exchange -> {
          String from = chat.substring(0, chat.length() - 1);
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange
              .getResponseHeaders()
              .set(
                  "Content-Security-Policy",
                  "default-src 'none'; script-src %s; connect-src 'self' %s %s"
                      .formatted(from, from, from.replace("http:", "ws:")));
          exchange.sendResponseHeaders(200, bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  @Test
  void oneTagPutsARoomIntoThePageOfAnotherSite(@TempDir Path data) throws IOException {
    Chromium chromium = Chromium.find();
    try (ServerProcess server =
        ServerProcess.start(Container.JETTY, data, Map.of("origins", "*"))) {
      String chat = "http://127.0.0.1:" + server.port() + "/";
      Speaker bob = new Speaker(chat, "Bob");
      bob.say("/room/tea", "before");
      HttpServer host = host(chat, new Speaker(chat, "Ada").token());
      ChromeDriver driver = chromium.start();
      try {
        driver.get("http://localhost:" + host.getAddress().getPort() + "/");
        ChatPage page = new ChatPage(driver, chat);
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(() -> assertThat(page.roomLines()).containsExactly("bob before"));
        page.inRoom("input").sendKeys("hello from elsewhere", Keys.ENTER);
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(
                () ->
                    assertThat(bob.read("/room/tea"))
                        .containsExactly("before", "hello from elsewhere"));
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(
                () ->
                    assertThat(page.roomLines())
                        .containsExactly("bob before", "ada hello from elsewhere"));
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(
                () -> assertThat(page.inRoom("header").getText()).contains("1 person here"));
        new Onlooker(driver).keep("embedded");
        assertThat(driver.findElements(By.tagName("style"))).isEmpty();
        assertThat(page.complaints()).noneMatch(text -> text.contains("embed.js"));
      } finally {
        driver.quit();
        host.stop(0);
      }
    }
  }
}
