package dev.halley.client;

import static dev.halley.client.Exchange.message;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private final FakeBrowser browser = new FakeBrowser();

  @BeforeEach
  void enter() {
    browser.connect("Ann");
    browser.run(
        """
        var got = [];
        var room = halley.channel('/room/a', {history: 50});
        room.on('message', function(m) { got.push(m.offset); });
        room.on('gap', function(g) { got.push(g.reset ? 'reset' : 'gap ' + g.from + '-' + g.to); });
        """);
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  private void answer(String cursor, String gaps, String... messages) {
    browser
        .only("poll")
        .answer(
            200,
            "{\"cursor\":\"%s\",\"messages\":[%s],\"gaps\":[%s],\"hold\":25,\"delay\":0}"
                .formatted(cursor, String.join(",", messages), gaps));
  }

  @Test
  void messageThatComesAgainIsHandedOnOnce() {
    answer("c1", "", message("/room/a", 4, "x"), message("/room/a", 5, "x"));
    answer("c2", "", message("/room/a", 5, "x"), message("/room/a", 6, "x"));
    assertThat(browser.json("got")).isEqualTo("[4,5,6]");
    assertThat(browser.only("poll").field("cursor")).isEqualTo("\"c2\"");
  }

  @Test
  void gapThatComesAgainIsToldOnce() {
    String gap = "{\"channel\":\"/room/a\",\"from\":1,\"to\":8}";
    answer("c1", gap, message("/room/a", 9, "x"));
    answer("c2", gap, message("/room/a", 9, "x"), message("/room/a", 10, "x"));
    assertThat(browser.json("got")).isEqualTo("[\"gap 1-8\",9,10]");
  }

  @Test
  void gapTellsOnlyOfWhatWasNotHandedOn() {
    answer("c1", "", message("/room/a", 4, "x"), message("/room/a", 5, "x"));
    answer("c2", "{\"channel\":\"/room/a\",\"from\":4,\"to\":8}", message("/room/a", 9, "x"));
    assertThat(browser.json("got")).isEqualTo("[4,5,\"gap 6-8\",9]");
  }

  @Test
  void afterAResetOffsetsCountFromTheBeginning() {
    answer("c1", "", message("/room/a", 70, "x"));
    answer("c2", "{\"channel\":\"/room/a\",\"reset\":true}", message("/room/a", 1, "x"));
    assertThat(browser.json("got")).isEqualTo("[70,\"reset\",1]");
  }

  @Test
  void channelThatIsReadAnewIsHandedItsHistoryAgain() {
    browser.run("halley.channel('/room/b').on('message', function() {})");
    answer("c1", "", message("/room/a", 7, "x"));
    answer("c2", "");
    browser.run(
        """
        room.close();
        halley.channel('/room/a', {history: 50})
            .on('message', function(m) { got.push('again ' + m.offset); });
        """);
    answer("c3", "");
    answer("c4", "", message("/room/a", 7, "x"));
    assertThat(browser.json("got")).isEqualTo("[7,\"again 7\"]");
  }
}
