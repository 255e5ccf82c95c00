package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plain chat in browsers that never had a script. */
class TextBrowserIT {

  private static final Pattern NEWS =
      Pattern.compile("\\bnew\\s+\\S+\\s+\\d\\d:\\d\\d UTC\\s+(line \\d+)");

  private final Site site = Site.shared(Container.JETTY);

  private String base() {
    return "http://127.0.0.1:" + site.port() + "/plain/";
  }

  @ParameterizedTest
  @EnumSource(TextBrowser.class)
  void guestComesInAndIsHeardOnce(TextBrowser browser, @TempDir Path home) throws Exception {
    browser.isNeeded();
    Person bob = site.guest();
    String name = site.fresh("t");
    String behindLobby = site.fresh("");
    String room = "/room/lobby" + behindLobby;
    bob.publish(room, "psst");
    try (Terminal terminal = browser.open(base(), home)) {

      browser.enter(terminal, name, behindLobby);
      terminal.sees("psst");
      browser.say(terminal, "hello-there");

      await().atMost(Duration.ofSeconds(90)).until(() -> bob.all(room).size() > 1);
      terminal.sees("hello-there");
    }
    List<JsonObject> all = bob.all(room);
    assertThat(all).hasSize(2);
    assertThat(all.get(1).getAsJsonObject("data").get("text").getAsString())
        .isEqualTo("hello-there");
    assertThat(all.get(1).get("from").getAsString()).isEqualTo(name);
  }

  @ParameterizedTest
  @EnumSource(TextBrowser.class)
  void nothingIsMissedFromLookToLook(TextBrowser browser, @TempDir Path home) throws Exception {
    browser.isNeeded();
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.fresh("r");
    bob.publish("/room/" + room, "line 1");
    List<String> lines = IntStream.rangeClosed(2, 450).mapToObj(i -> "line " + i).toList();
    String page = browser.dump(base() + "room?room=" + room + "&token=" + alice.token(), home);
    assertThat(page).contains("#" + room, "line 1", "Say it", alice.user());

    lines.forEach(line -> bob.publish("/room/" + room, line));
    List<String> news = new ArrayList<>();
    for (int looks = 0; looks < 4; looks++) {
      page = browser.dump(base() + next(page, room), home);
      news.addAll(news(page));
    }

    assertThat(news).isEqualTo(lines);
  }

  /** Where the browser says that the page goes by itself. */
  private static String next(String page, String room) {
    String top = page.substring(0, page.indexOf("#" + room)).replaceAll("\\s", "");
    assertThat(top).containsIgnoringCase("refresh").contains("room?");
    return top.substring(top.indexOf("room?"));
  }

  private static List<String> news(String page) {
    List<String> news = new ArrayList<>();
    Matcher line = NEWS.matcher(page);
    while (line.find()) {
      news.add(line.group(1));
    }
    Collections.reverse(news);
    return news;
  }
}
