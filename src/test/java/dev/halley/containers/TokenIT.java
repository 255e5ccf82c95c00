package dev.halley.containers;

import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is asking: tokens, their places, and the order of the checks. */
class TokenIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void tokenIsTakenFromHeaderQueryFormAndBody(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call poll = Call.poll(room).and("token", alice.token());

    AnswerRules.poll(site.ask(poll.asGet()));
    AnswerRules.poll(site.ask(poll.asForm()));
    AnswerRules.poll(site.ask(poll.asJson()));
    AnswerRules.poll(site.ask(poll.asText()));
    RawRequest bearer = Call.poll(room).asGet();
    AnswerRules.poll(site.ask(bearer.header("Authorization", "Bearer " + alice.token())));
    AnswerRules.poll(site.ask(bearer.header("authorization", "bearer " + alice.token())));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void headerWinsOverTheParameterAndAnotherSchemeIsIgnored(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Person bob = site.guest();
    String room = site.room();

    alice.ask(Call.publish(room, "x").and("token", bob.token())).ok();
    alice.ask(Call.publish(room, "x").and("token", "rubbish")).ok();
    RawRequest basic =
        Call.publish(room, "y")
            .and("token", bob.token())
            .asJson()
            .header("Authorization", "Basic YTpi");
    site.ask(basic).ok();

    assertThat(alice.all(room))
        .extracting(m -> m.get("from").getAsString())
        .containsExactly(alice.user(), alice.user(), bob.user());
    RawRequest onlyBasic = Call.poll(room).asGet().header("Authorization", "Basic YTpi");
    Problems.refused(site.ask(onlyBasic), 401, "token-required");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void badTokenIsNeverTreatedAsAnonymous(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (String token : badTokens(alice)) {
      Person bad = new Person(site, token, "", "");
      Problems.refused(bad.ask(Call.poll("/broadcast")), 401, "invalid-token");
      Problems.refused(
          site.ask(Call.poll("/broadcast").and("token", token).asGet()), 401, "invalid-token");
    }
  }

  /** Tokens that look like one of this person's, but were not signed by the server. */
  private static List<String> badTokens(Person person) {
    List<String> parts = List.of(person.token().split("\\.", -1));
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String claims = new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8);
    String other =
        encoder.encodeToString(
            claims.replace(person.user(), "mallory").getBytes(StandardCharsets.UTF_8));
    String none = encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    char first = parts.get(2).charAt(0);
    String flipped = (first == 'A' ? 'B' : 'A') + parts.get(2).substring(1);
    return List.of(
        "rubbish",
        "a.b.c",
        parts.get(0) + "." + parts.get(1),
        parts.get(0) + "." + parts.get(1) + ".",
        parts.get(0) + "." + parts.get(1) + "." + flipped,
        parts.get(0) + "." + other + "." + parts.get(2),
        none + "." + parts.get(1) + ".",
        none + "." + parts.get(1) + "." + parts.get(2),
        person.token() + "x",
        "x".repeat(5000));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void anonymousReadsOnlyWhatAnyoneMay(Container container) {
    Site site = Site.shared(container);
    Person anyone = site.anonymous();

    AnswerRules.poll(anyone.ask(Call.poll("/broadcast")));
    anyone.ask(Call.history("/broadcast").asGet()).ok();
    for (Call call : List.of(Call.poll("/room/a"), Call.poll("/broadcast", "/user/a"))) {
      Problems.refused(anyone.ask(call), 401, "token-required");
    }
    Problems.refused(anyone.ask(Call.publish("/room/a", "x")), 401, "token-required");
    Problems.refused(anyone.ask(Call.history("/room/a").asGet()), 401, "token-required");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void channelsOfTheServerAreNotPublishedTo(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    for (String channel : List.of(room + "/presence", "/broadcast")) {
      JsonObject problem =
          Problems.refused(alice.ask(Call.publish(channel, "x")), 403, "forbidden");
      assertThat(problem.get("channel").getAsString()).isEqualTo(channel);
      AnswerRules.poll(alice.ask(Call.poll(channel)));
    }
    alice.publish(room + "/typing", "signals are anyone's");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void checksGoFromWhatWasSentToWhoMay(Container container) {
    Site site = Site.shared(container);
    Person bad = new Person(site, "rubbish", "", "");
    Person alice = site.guest();

    Problems.refused(bad.ask(Call.poll("no slash")), 400, "invalid-channel");
    Problems.refused(bad.ask(Call.poll("/elsewhere")), 401, "invalid-token");
    Problems.refused(
        alice.ask(Call.poll("/elsewhere").and("hold", "x").asGet()), 400, "invalid-parameter");
    Problems.refused(alice.ask(Call.poll("/room/a", "/elsewhere", "*")), 400, "invalid-channel");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void oneForbiddenChannelRefusesTheRequest(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.publish(room, "x");

    JsonObject problem =
        Problems.refused(
            alice.ask(Call.poll(room, "/elsewhere").and("history", 5)), 403, "forbidden");

    assertThat(problem.get("channel").getAsString()).isEqualTo("/elsewhere");
    assertThat(texts(alice.poll(Call.poll(room).and("history", 5)))).containsExactly("x");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void tokensAndPayloadsAreInNoProblemAndNoLog(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String secret = site.fresh("payload");
    String tampered = alice.token() + "x";
    RawRequest signed = Call.publish("/elsewhere", secret).and("token", tampered).asJson();

    RawResponse refused = site.ask(signed);
    RawResponse forbidden = alice.ask(Call.publish("/elsewhere", secret));

    assertThat(refused.text()).doesNotContain(tampered, secret);
    assertThat(forbidden.text()).doesNotContain(alice.token(), secret);
    assertThat(site.process().output()).doesNotContain(alice.token(), secret);
  }
}
