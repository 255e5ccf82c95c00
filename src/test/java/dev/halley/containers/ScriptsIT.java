package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JSONP: a page of another domain that can do nothing but load scripts can do everything. */
class ScriptsIT {

  /** Asks as a script element does: a GET without a header of its own. */
  private static JsonObject load(Site site, Call call) {
    RawResponse response = site.ask(call.and("callback", "f").asGet()).ok();
    AnswerRules.headers(response);
    assertThat(response.header("Content-Type").orElse("")).startsWith("application/javascript");
    assertThat(response.header("Content-Length")).contains("" + response.length());
    String body = response.text();
    assertThat(body).startsWith("/**/f({").endsWith("});").doesNotContain("<");
    return JsonParser.parseString(body.substring(6, body.length() - 2)).getAsJsonObject();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void scriptsAloneAreEnoughToChat(Container container) {
    Site site = Site.shared(container);
    String name = site.fresh("g");
    String room = site.room();
    JsonObject session = load(site, Call.session(name).and("secret", "s".repeat(16)));
    String token = session.get("token").getAsString();
    assertThat(session.get("user").getAsString()).isEqualTo(name);
    JsonObject again = load(site, Call.session(name).and("secret", "s".repeat(16)));
    assertThat(again.get("user").getAsString()).as("a lost answer").isEqualTo(name);
    Call publish = Call.publish(room, "<b>hi</b>").and("id", "m-1").and("token", token);

    JsonObject published = load(site, publish);
    JsonObject repeated = load(site, publish);

    assertThat(published.get("offset").getAsLong()).isEqualTo(1);
    assertThat(repeated.get("duplicate").getAsBoolean()).isTrue();
    JsonObject answer = load(site, Call.poll(room).and("history", 9).and("token", token));
    assertThat(Person.texts(answer)).containsExactly("<b>hi</b>");
    JsonObject page = load(site, Call.history(room).and("token", token));
    assertThat(Person.texts(page)).containsExactly("<b>hi</b>");
    assertThat(load(site, Call.to("/v1/info")).get("name").getAsString()).isEqualTo("halley");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void refusalsAreScriptsToo(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    refused(site, Call.session("a b"), 400, "invalid-parameter");
    refused(site, Call.session(alice.name()), 409, "name-taken");
    refused(site, Call.publish("/room/a", "x"), 401, "token-required");
    Call publish = Call.publish("/room/a", "x").and("token", alice.token());
    refused(site, publish.without("data"), 400, "invalid-parameter");
    refused(site, Call.publish("/broadcast", "x").and("token", alice.token()), 403, "forbidden");
    refused(site, Call.poll("/room/a").and("token", "x"), 401, "invalid-token");
    refused(site, Call.poll("/room/a").and("beat", 61), 400, "invalid-parameter");
  }

  private static void refused(Site site, Call call, int status, String code) {
    Problems.described(load(site, call).getAsJsonObject("error"), status, code);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void functionWhoseNameCouldBeMoreIsRefusedInPlainJson(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (String callback :
        List.of(
            "",
            "1f",
            "f()",
            "f;g",
            "f.",
            ".f",
            "f..g",
            "f[0]",
            "a-b",
            "<f>",
            "é",
            "f\n",
            "f g",
            "x".repeat(65))) {
      for (String path : List.of("/v1/poll", "/v1/frame", "/v1/publish", "/v1/session")) {
        Call call =
            Call.to(path).and("channel", "/room/a").and("data", "x").and("callback", callback);
        Problems.refused(alice.ask(call.asGet()), 400, "invalid-parameter");
      }
    }
    Call twice = Call.poll("/room/a").and("callback", "f").and("callback", "f");
    Problems.refused(alice.ask(twice.asGet()), 400, "invalid-parameter");
    Problems.refused(
        alice.ask(new Call("/v1/frame", Call.poll("/room/a").parameters()).asGet()),
        400,
        "invalid-parameter");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void getWritesOnlyAsAScript(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    RawResponse publish = alice.ask(Call.publish(room, "x").asGet());
    Problems.refused(publish, 405, "method-not-allowed");
    assertThat(publish.header("Allow")).contains("POST, OPTIONS");
    RawResponse session = site.ask(Call.session("somebody").asGet());
    Problems.refused(session, 401, "token-required");
    assertThat(alice.all(room)).isEmpty();
    RawResponse posted = alice.ask(Call.poll(room).and("callback", "f").asJson());
    AnswerRules.poll(posted);
  }
}
