package dev.halley.containers;

import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways to say the same request: query, JSON in three dresses, form, and mixtures. */
class EncodingIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void pollMeansTheSameInEveryEncoding(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String one = site.room() + "é";
    String two = site.room();
    String cursor = alice.cursor(one, two);
    alice.publish(one, "a");
    alice.publish(two, "b");
    Call poll = Call.poll(one, two).and("cursor", cursor).and("hold", 0).and("limit", 10);

    JsonObject first = AnswerRules.poll(alice.ask(poll.asGet()));

    assertThat(texts(first)).containsExactlyInAnyOrder("a", "b");
    for (RawRequest other :
        List.of(poll.asJson(), poll.asText(), poll.asUntyped(), poll.asForm())) {
      JsonObject answer = AnswerRules.poll(alice.ask(other));
      assertThat(answer.get("cursor")).isEqualTo(first.get("cursor"));
      // Which channel comes first is left to chance.
      assertThat(answer.getAsJsonArray("messages"))
          .containsExactlyInAnyOrderElementsOf(first.getAsJsonArray("messages"));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void publishMeansTheSameInEveryEncodingOfABody(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call publish = Call.publishJson(room, "{\"n\":1.10,\"t\":\"ü & =\"}");

    alice.ask(publish.asJson()).ok();
    alice.ask(publish.asText()).ok();
    alice.ask(publish.asUntyped()).ok();
    alice.ask(publish.asForm()).ok();

    List<String> stored = alice.all(room).stream().map(m -> m.get("data").toString()).toList();
    assertThat(stored).hasSize(4).containsOnly("{\"n\":1.10,\"t\":\"ü & =\"}");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void formDataThatIsNotJsonIsAString(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    for (String form : List.of("hello+there", "%7Bnot+json", "17", "%22text%22", "null", "")) {
      alice
          .ask(
              RawRequest.post("/v1/publish", "channel=" + room + "&data=" + form)
                  .type("application/x-www-form-urlencoded"))
          .ok();
    }

    JsonArray expected =
        JsonParser.parseString("['hello there', '{not json', 17, 'text', null, '']")
            .getAsJsonArray();
    List<JsonElement> stored = alice.all(room).stream().map(m -> m.get("data")).toList();
    assertThat(stored).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void bodyWinsOverTheQuery(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String inQuery = site.room();
    String inBody = site.room();
    alice.publish(inQuery, "query");
    alice.publish(inBody, "body");
    Call query = Call.poll(inQuery).and("history", 1).and("hold", 30);
    Call body = Call.poll(inBody).and("hold", 0);

    JsonObject answer =
        AnswerRules.poll(alice.ask(body.asJson().target("/v1/poll?" + query.query())));

    assertThat(texts(answer)).as("history of the query, channel of the body").contains("body");
    assertThat(texts(answer)).doesNotContain("query");
    assertThat(answer.get("hold").getAsInt()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void formAndItsQueryAreReadTogether(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();

    JsonObject answer =
        alice
            .ask(
                RawRequest.post("/v1/publish?channel=" + room + "&data=1&id=q", "data=2")
                    .type("application/x-www-form-urlencoded"))
            .ok()
            .json();

    assertThat(answer.get("id").getAsString()).isEqualTo("q");
    assertThat(alice.all(room).get(0).get("data").getAsInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void emptyPostReadsItsQuery(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.publish(room, "there");

    RawRequest post = RawRequest.post("/v1/poll?" + Call.poll(room).and("history", 1).query(), "");

    assertThat(texts(AnswerRules.poll(alice.ask(post)))).containsExactly("there");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void singleStringIsAListOfOneChannel(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.publish(room, "there");
    for (String channel : List.of("\"" + room + "\"", "[\"" + room + "\"]")) {
      RawRequest post =
          RawRequest.post("/v1/poll", "{\"channel\":" + channel + ",\"history\":1}")
              .type("application/json");
      assertThat(texts(AnswerRules.poll(alice.ask(post)))).containsExactly("there");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void nullIsTheSameAsAbsentButNotAsData(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.ask(Call.to("/v1/publish").and("channel", room).andNull("data").andNull("id")).ok();
    Call poll =
        Call.poll(room)
            .andNull("cursor")
            .andNull("hold")
            .andNull("client")
            .andNull("seq")
            .andNull("limit")
            .andNull("token")
            .and("history", 1);

    JsonObject answer = AnswerRules.poll(alice.ask(poll));

    assertThat(answer.get("hold").getAsInt()).isEqualTo(25);
    assertThat(Person.messagesOf(answer).get(0).get("data").isJsonNull()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void unknownParametersAreIgnored(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Call poll = Call.poll(site.room()).and("colour", "red").and("_", 1795);

    AnswerRules.poll(alice.ask(poll.asGet()));
    AnswerRules.poll(alice.ask(poll.asForm()));
    AnswerRules.poll(alice.ask(poll.and("colour", new JsonObject()).asJson()));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void charsetAndCaseOfTheContentTypeDoNotMatter(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String body = Call.poll(site.room()).body();
    for (String type :
        List.of(
            "application/json;charset=utf-8",
            "Application/JSON; Charset=\"UTF-8\"",
            "text/plain",
            "TEXT/PLAIN; charset=utf-8")) {
      AnswerRules.poll(alice.ask(RawRequest.post("/v1/poll", body).type(type)));
    }
  }
}
