package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the plain pages refuse, and what they make harmless. */
class PlainErrorsIT {

  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "'><svg/onload=alert(1)>",
          "</textarea><script>alert(1)</script>",
          "</title></head><body onload=alert(1)>",
          "javascript:alert(1)",
          "http://a\"onmouseover=alert(1)//",
          "https://a'/><b onclick=alert(1)>",
          "http://example.com/<script>",
          "<!--<script>-->",
          "&lt;script&gt;&#60;b&#62;",
          "<dt><strong>new</strong></dt>",
          "<meta http-equiv=refresh content=0;url=//evil>",
          "{\"text\":\"<b>\"}",
          "\u202e\u2066right to left",
          "\u001b[2J\u001b]0;title\u0007\u009b31m",
          "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
          "﹤script﹥＜script＞",
          "x".repeat(20_000),
          "<".repeat(5_000));

  private static void refused(RawResponse response, int status, String sentence) {
    assertThat(response.status()).as("status of %s", response).isEqualTo(status);
    assertThat(PlainPage.of(response).html()).contains("<h1>That did not work</h1>", sentence);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void hostileTextStaysText(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = new PlainVisitor(site.guest());
    String room = site.fresh("r");
    PlainPage page = alice.room(room);
    for (String text : HOSTILE) {
      page = alice.say(page, text);
      String shown = text.replaceAll("[\\u0000-\\u001f\\u007f-\\u009f]", "\ufffd");
      assertThat(page.news()).containsExactly(shown);
    }
    // Not every payload is a text: a program may have published it.
    alice.person().ask(Call.publishJson("/room/" + room, "{\"<b>\": [\"<script>\", 1e999]}")).ok();
    assertThat(alice.look(page).news()).containsExactly("{\"<b>\":[\"<script>\",1e999]}");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void hostileParametersStayText(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (String text : HOSTILE.stream().filter(t -> t.length() < 1000).toList()) {
      String value = PlainPage.encoded(text);
      for (String name : List.of("room", "token", "cursor", "pause", "to")) {
        String rest = "&room=tea&token=" + alice.token();
        PlainPage.of(site.ask(RawRequest.get("/plain/room?" + name + "=" + value + rest)));
        PlainPage.of(site.ask(RawRequest.get("/plain/out?" + name + "=" + value)));
      }
      Map<String, String> form = new HashMap<>(Map.of("name", text, "room", text));
      PlainPage.of(site.ask(PlainPage.post("enter", form)));
      form.putAll(
          Map.of("room", "@", "to", text, "token", alice.token(), "once", "x", "text", "y"));
      PlainPage.of(site.ask(PlainPage.post("say", form)));
      RawResponse nowhere = site.ask(RawRequest.get("/plain/" + value));
      if (nowhere.header("Referrer-Policy").isPresent()) {
        refused(nowhere, 404, "no such page");
      } else {
        // Such a path does not get past the container.
        assertThat(nowhere.status()).isEqualTo(400);
      }
    }
    site.isWell();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void linkLeadsThroughAPageWhoseAddressHoldsNoToken(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = new PlainVisitor(site.guest());
    PlainPage page = alice.say(alice.room(site.fresh("r")), "see https://example.com/a?b=c&d=(e).");

    String link = page.link("https://example.com/a?b=c&d=(e");

    assertThat(page.html()).doesNotContain("href=\"http");
    assertThat(link).doesNotContain("token", alice.person().token());
    PlainPage out = alice.open(link);
    assertThat(out.link("https://example.com/a?b=c&d=(e")).startsWith("https://example.com/");
    assertThat(out.html()).doesNotContain(alice.person().token());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whatIsRefusedIsAPageWithItsStatusAndASentence(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String me = "&token=" + alice.token();
    refused(site.ask(RawRequest.get("/plain/nothing")), 404, "no such page");
    refused(site.ask(RawRequest.get("/plain/say")), 405, "takes POST");
    refused(site.ask(RawRequest.of("DELETE", "/plain/room")), 405, "takes GET");
    refused(site.ask(RawRequest.get("/plain/room?room=a%20b" + me)), 400, "no room of that name");
    refused(site.ask(RawRequest.get("/plain/room?room=%ff" + me)), 400, "percent-encoded");
    refused(site.ask(RawRequest.get("/plain/room?room=a&cursor=x" + me)), 400, "cursor");
    refused(site.ask(RawRequest.get("/plain/room?room=tea")), 401, "people with a name");
    refused(site.ask(RawRequest.get("/plain/room?room=@")), 401, "people with a name");
    refused(site.ask(RawRequest.get("/plain/room?room=tea&token=x")), 401, "session has ended");
    refused(site.ask(RawRequest.get("/plain/out?to=ftp://a")), 400, "web page");
    refused(
        site.ask(RawRequest.post("/plain/say", "{}").type("application/json")),
        415,
        "a form takes");
    refused(site.ask(PlainPage.post("enter", Map.of("name", "a b"))), 400, "expected a");
    refused(site.ask(PlainPage.post("say", Map.of("room", "tea"))), 400, "once");
    RawResponse notAllowed = site.ask(RawRequest.of("PUT", "/plain/say"));
    assertThat(notAllowed.header("Allow")).contains("POST");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void textThatIsRefusedIsGivenBackToBeSentAgain(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = new PlainVisitor(site.guest());
    String room = site.fresh("r");
    PlainPage page = alice.room(room);
    String tooLong = "\n<b>" + "x".repeat(70_000);

    RawResponse response = alice.send(page, "y" + tooLong);

    refused(response, 413, "too long");
    PlainPage again = PlainPage.of(response);
    assertThat(again.area()).isEqualTo("y" + tooLong);
    Map<String, String> sent = page.form();
    sent.remove("text");
    assertThat(again.form()).isEqualTo(sent);
    refused(site.announceMuch("/plain/say"), 413, "too long");
    assertThat(alice.say(again, "short").news()).containsExactly("short");
    Map<String, String> nobody = new HashMap<>(Map.of("room", room, "once", "q", "text", "hi"));
    refused(site.ask(PlainPage.post("say", nobody)), 401, "people with a name");
    nobody.putAll(Map.of("room", "@", "token", alice.person().token()));
    refused(site.ask(PlainPage.post("say", nobody)), 400, "to takes");
  }

  @Test
  void withoutGuestsThePagesSaySo(@TempDir Path data) {
    try (Site site = Site.start(Container.JETTY, data, Map.of("guests", "off"))) {
      assertThat(PlainPage.of(site.ask(RawRequest.get("/plain/"))).html())
          .contains("does not let guests in")
          .doesNotContain("<form");
      RawResponse refused = site.ask(PlainPage.post("enter", Map.of("name", "alice")));
      refused(refused, 403, "does not let guests in");
    }
  }
}
