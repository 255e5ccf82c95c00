package dev.halley.containers;

import static dev.halley.containers.Person.messagesOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writing: one message, the same message again, many in one request. */
class PublishIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void publishIsAnsweredWithThePlaceOfTheMessage(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    long before = System.currentTimeMillis();

    RawResponse response = alice.ask(Call.publish(room, "hi").and("id", "own-id_1"));

    AnswerRules.headers(response.ok());
    JsonObject answer = response.json();
    assertThat(answer.keySet()).containsExactlyInAnyOrder("channel", "offset", "id", "time");
    assertThat(answer.get("channel").getAsString()).isEqualTo(room);
    assertThat(answer.get("offset").getAsLong()).isEqualTo(1);
    assertThat(answer.get("id").getAsString()).isEqualTo("own-id_1");
    assertThat(answer.get("time").getAsLong())
        .isBetween(before - 1000, System.currentTimeMillis() + 1000);
    JsonObject stored = alice.all(room).get(0);
    AnswerRules.message(stored);
    assertThat(stored.get("from").getAsString()).isEqualTo(alice.user());
    assertThat(stored.get("id")).isEqualTo(answer.get("id"));
    assertThat(stored.get("time")).isEqualTo(answer.get("time"));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void messageWithoutIdGetsOneFromTheServer(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();

    String one = alice.publish(room, "same").get("id").getAsString();
    String two = alice.publish(room, "same").get("id").getAsString();

    assertThat(one).matches("[A-Za-z0-9_-]{1,64}").isNotEqualTo(two);
    assertThat(alice.all(room)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void offsetsCountFromOneAndTimesNeverGoBack(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    IntStream.range(0, 30).forEach(i -> alice.publish(room, "m" + i));

    List<JsonObject> all = alice.all(room);

    assertThat(Person.offsets(all))
        .isEqualTo(IntStream.rangeClosed(1, 30).mapToObj(i -> (long) i).toList());
    assertThat(all.stream().map(m -> m.get("time").getAsLong()).toList()).isSorted();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void secondPublishOfAnIdStoresNothingAndAnswersAsTheFirst(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.publish(room, "before");
    JsonObject first = alice.ask(Call.publish(room, "a").and("id", "x")).ok().json();

    JsonObject second = alice.ask(Call.publish(room, "other").and("id", "x")).ok().json();

    assertThat(second.get("duplicate").getAsBoolean()).isTrue();
    second.remove("duplicate");
    assertThat(second).isEqualTo(first);
    assertThat(alice.all(room).stream().map(m -> m.get("data").getAsString()))
        .containsExactly("before", "a");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void idIsUniqueInItsChannelAlone(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();

    for (int i = 0; i < 2; i++) {
      JsonObject answer = alice.ask(Call.publish(site.room(), "a").and("id", "x")).ok().json();
      assertThat(answer.has("duplicate")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void idThatAnotherUserHasThereIsTaken(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    alice.ask(Call.publish(room, "mine").and("id", "x")).ok();

    RawResponse refused = site.guest().ask(Call.publish(room, "theirs").and("id", "x"));

    Problems.refused(refused, 409, "id-taken");
    assertThat(alice.all(room)).hasSize(1);
  }

  private static RawRequest batch(JsonArray items) {
    return RawRequest.post("/v1/publish", items.toString()).type("application/json");
  }

  private static JsonArray items(Call... calls) {
    JsonArray items = new JsonArray();
    List.of(calls).forEach(call -> items.add(call.object()));
    return items;
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void batchIsAnsweredInItsOrderEachItemAlone(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    JsonArray items =
        items(
            Call.publish(room, "one").and("id", "b1"),
            Call.publish("/elsewhere/x", "two"),
            Call.publish("no slash", "three"),
            Call.to("/v1/publish").and("channel", room),
            Call.publish(room, "one again").and("id", "b1"),
            Call.publish(room, "six"));
    items.add(new JsonPrimitive("seven"));

    RawResponse response = alice.ask(batch(items));

    AnswerRules.headers(response.ok());
    JsonArray answers = response.array();
    assertThat(answers).hasSize(7);
    assertThat(answers.get(0).getAsJsonObject().get("offset").getAsLong()).isEqualTo(1);
    Problems.described(error(answers, 1), 403, "forbidden");
    Problems.described(error(answers, 2), 400, "invalid-channel");
    Problems.described(error(answers, 3), 400, "invalid-parameter");
    assertThat(answers.get(4).getAsJsonObject().get("duplicate").getAsBoolean()).isTrue();
    assertThat(answers.get(5).getAsJsonObject().get("offset").getAsLong()).isEqualTo(2);
    assertThat(error(answers, 6).get("status").getAsInt()).isEqualTo(400);
    assertThat(alice.all(room)).hasSize(2);
  }

  private static JsonObject error(JsonArray answers, int index) {
    JsonObject item = answers.get(index).getAsJsonObject();
    assertThat(item.keySet()).containsExactly("error");
    return item.getAsJsonObject("error");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void batchOfHundredIsTakenOneMoreIsNot(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    Call[] hundred =
        IntStream.range(0, 100).mapToObj(i -> Call.publish(room, "m" + i)).toArray(Call[]::new);
    JsonArray tooMany = items(hundred);
    tooMany.add(Call.publish(room, "one more").object());

    Problems.refused(alice.ask(batch(tooMany)), 413, "batch-too-large");
    assertThat(alice.all(room)).isEmpty();
    JsonArray answers = alice.ask(batch(items(hundred))).ok().array();

    assertThat(answers).hasSize(100);
    List<JsonObject> all = alice.all(room);
    for (int i = 0; i < 100; i++) {
      assertThat(answers.get(i).getAsJsonObject().get("offset").getAsLong()).isEqualTo(i + 1);
      assertThat(all.get(i).get("data").getAsString()).isEqualTo("m" + i);
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void batchMayCarryItsTokenInTheQuery(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    String room = site.room();
    RawRequest request = batch(items(Call.publish(room, "by query")));

    JsonArray answers = site.ask(request.target("/v1/publish?token=" + alice.token())).ok().array();

    assertThat(answers.get(0).getAsJsonObject().get("offset").getAsLong()).isEqualTo(1);
    assertThat(messagesOf(alice.poll(Call.poll(room).and("history", 5)))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void emptyBatchIsAnsweredEmpty(Container container) {
    Site site = Site.shared(container);

    assertThat(site.guest().ask(batch(new JsonArray())).ok().array()).isEmpty();
  }
}
