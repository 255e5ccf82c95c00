package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chat that needs nothing but HTML. */
class PlainIT {

  private static PlainVisitor visitor(Site site) {
    return new PlainVisitor(site.guest());
  }

  /** The name of a room that nobody has written to. */
  private static String room(Site site) {
    return site.fresh("r");
  }

  private static List<String> lines(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i).toList();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void addressWithoutItsSlashLeadsIntoTheFolder(Container container) {
    Site site = Site.shared(container);

    RawResponse response = site.ask(RawRequest.get("/plain"));

    assertThat(response.status()).isEqualTo(303);
    assertThat(response.header("Location").orElse("")).isEqualTo("plain/");
    assertThat(PlainPage.of(site.ask(RawRequest.get("/plain/"))).html()).contains("Your name");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void guestComesInByTheFormAndKeepsTheNameWhenItIsSentTwice(Container container) {
    Site site = Site.shared(container);
    String name = site.fresh("Zoë");
    String secret =
        PlainPage.of(site.ask(RawRequest.get("/plain/")))
            .html()
            .replaceAll("(?s).*name=\"secret\" value=\"([^\"]*)\".*", "$1");
    RawRequest form =
        PlainPage.post("enter", Map.of("name", name, "room", "tea", "secret", secret));
    PlainVisitor anyone = new PlainVisitor(site.anonymous());

    PlainPage first = anyone.follow(site.ask(form));
    PlainPage again = anyone.follow(site.ask(form));

    assertThat(first.html())
        .contains("<h1>#tea</h1>", "<b>" + name.toLowerCase(Locale.ROOT) + "</b>");
    assertThat(again.html()).contains("<h1>#tea</h1>");
    RawResponse taken =
        site.ask(
            PlainPage.post("enter", Map.of("name", name, "room", "", "secret", "x".repeat(20))));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(PlainPage.of(taken).html()).contains("That name is taken", "value=\"" + name + "\"");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whatIsSaidIsStoredOnceHoweverOftenTheFormComes(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = visitor(site);
    String room = room(site);
    PlainPage page = alice.room(room);

    PlainPage after = alice.say(page, "Tea?\r\nGreen  or black?");
    alice.say(page, "Tea?\r\nGreen  or black?");
    alice.say(page, "Something else, from the same form");

    assertThat(after.news()).containsExactly("Tea?\nGreen  or black?");
    assertThat(alice.person().all("/room/" + room))
        .extracting(m -> m.getAsJsonObject("data").get("text").getAsString())
        .containsExactly("Tea?\nGreen  or black?", "Something else, from the same form");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void nothingIsMissedAndNothingNewTwiceHoweverManyCameBetweenTwoLooks(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = visitor(site);
    Person bob = site.guest();
    String room = room(site);
    lines(1, 40).forEach(line -> bob.publish("/room/" + room, line));
    PlainPage page = alice.room(room);
    assertThat(page.news()).isEmpty();
    assertThat(page.texts()).hasSize(30).contains("line 40", "line 11").doesNotContain("line 10");

    lines(41, 500).forEach(line -> bob.publish("/room/" + room, line));
    List<String> news = new ArrayList<>();
    do {
      page = alice.look(page);
      news.addAll(page.news());
    } while (page.refresh().startsWith("1;"));

    assertThat(news).isEqualTo(lines(41, 500));
    assertThat(page.refresh()).startsWith("20;");
    PlainPage quiet = alice.look(page);
    assertThat(quiet.news()).isEmpty();
    assertThat(quiet.texts()).hasSize(30).contains("line 500");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void emptyFormOnlyLooksForNews(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = visitor(site);
    String room = room(site);
    PlainPage page = alice.room(room);
    site.guest().publish("/room/" + room, "psst");

    PlainPage after = alice.say(page, "  ");

    assertThat(after.news()).containsExactly("psst");
    assertThat(alice.person().all("/room/" + room)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void directMessageIsNewsInTheRoomAndStaysAmongTheDirectOnes(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = visitor(site);
    PlainVisitor bob = visitor(site);
    PlainPage tea = alice.room(room(site));

    PlainPage wrote = bob.room("@" + alice.person().user());
    PlainPage sent = bob.follow(bob.send(wrote, Map.of("text", "for you alone")));

    assertThat(sent.news()).containsExactly("for you alone");
    assertThat(alice.look(tea).messages())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.text()).isEqualTo("for you alone");
              assertThat(said.head()).contains(bob.person().user(), "privately");
              assertThat(said.fresh()).isTrue();
            });
    assertThat(alice.look(alice.look(tea)).news()).isEmpty();
    PlainPage elsewhere =
        alice.open(tea.refresh().replaceFirst("^20; URL=", "").replace("room=r", "room=s"));
    assertThat(elsewhere.news()).as("in another room").containsExactly("for you alone");
    assertThat(alice.room("@").texts()).containsExactly("for you alone");
    assertThat(new PlainVisitor(site.guest()).room("@").texts()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void writerIsLeftInPeaceOnDemand(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = visitor(site);
    PlainPage page = alice.room(room(site));

    PlainPage calm = alice.open(page.link("let me write in peace"));

    assertThat(calm.html()).doesNotContain("http-equiv=\"refresh\"").contains("<textarea");
    assertThat(alice.say(calm, "a\nb").news()).containsExactly("a\nb");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoLooksIsSeenToBeThere(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = visitor(site);
    String room = site.fresh("r");
    alice.room(room);

    JsonObject there =
        site.guest()
            .ask(Call.to("/v1/presence").and("channel", "/room/" + room).asGet())
            .ok()
            .json()
            .getAsJsonArray("users")
            .get(0)
            .getAsJsonObject();

    assertThat(there.get("user").getAsString()).isEqualTo(alice.person().user());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoGivesTheNameUpHasNoneAndTheTokenEnds(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = visitor(site);
    String room = room(site);
    alice.room(room);

    RawResponse left = site.ask(PlainPage.post("leave", Map.of("token", alice.person().token())));

    assertThat(left.status()).isEqualTo(303);
    assertThat(left.header("Location")).contains("./");
    assertThat(alice.room(room).response().status()).isEqualTo(401);
    site.guest(alice.person().name());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void namesAndRoomsOfAnyScriptAreReadAndLinked(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = visitor(site);
    Person bob = site.guest(site.fresh("Жанна"));
    String room = room(site) + "茶-~!@$()é";
    bob.publish("/room/" + room, "привет 茶 🫖");

    PlainPage page = alice.room("#" + room);

    assertThat(page.html()).contains("<h1>#" + room + "</h1>");
    assertThat(page.texts()).containsExactly("привет 茶 🫖");
    assertThat(alice.say(page, "ありがとう").news()).containsExactly("ありがとう");
    assertThat(alice.open(page.link(bob.user())).form()).containsEntry("to", bob.user());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pageIsServedToTheOldestClients(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = visitor(site);
    String room = room(site);

    RawResponse old =
        site.ask(
            RawRequest.get("/plain/room?room=" + room + "&token=" + alice.person().token())
                .version("HTTP/1.0"));

    assertThat(PlainPage.of(old.ok()).html()).contains("<h1>#" + room + "</h1>");
    assertThat(site.ask(RawRequest.of("HEAD", "/plain/")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void tokenStandsInNoLog(Container container) {
    Site site = Site.shared(container);
    PlainVisitor alice = visitor(site);
    PlainPage page = alice.room(room(site));
    alice.say(page, "hello");
    Map<String, String> broken = new LinkedHashMap<>(page.form());
    broken.put("cursor", "nonsense");
    site.ask(PlainPage.post("say", broken));
    site.ask(RawRequest.get("/plain/nowhere?token=" + alice.person().token()));

    assertThat(site.process().output()).doesNotContain(alice.person().token());
    site.isWell();
  }
}
