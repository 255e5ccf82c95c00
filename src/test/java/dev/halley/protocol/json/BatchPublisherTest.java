package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import dev.halley.broker.Appended;
import dev.halley.broker.BrokerException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchPublisherTest {

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private RecordingConnection publish(String... items) {
    return house.post("/v1/publish", "[" + String.join(",", items) + "]", "alice");
  }

  private static String item(int number) {
    return "{\"channel\":\"/room/a\",\"id\":\"m" + number + "\",\"data\":" + number + "}";
  }

  private static String code(JsonArray answers, int index) {
    return answers.get(index).getAsJsonObject().getAsJsonObject("error").get("code").getAsString();
  }

  @Test
  void messagesAreAppendedTogetherAndAnsweredInTheirOrder() {
    RecordingConnection batch = publish(item(1), item(2));
    assertThat(house.appended).extracting(draft -> draft.id().value()).containsExactly("m1", "m2");
    assertThat(batch.isAnswered()).isFalse();

    house
        .batches
        .get(0)
        .accept(List.of(new Appended.Stored(1, 10, false), new Appended.Stored(2, 11, true)));

    assertThat(batch.json().toString())
        .isEqualTo(
            "[{\"channel\":\"/room/a\",\"offset\":1,\"id\":\"m1\",\"time\":10},"
                + "{\"channel\":\"/room/a\",\"offset\":2,\"id\":\"m2\",\"time\":11,"
                + "\"duplicate\":true}]");
  }

  @Test
  void itemsThatAreRefusedDoNotStopTheOthers() {
    RecordingConnection batch =
        publish("5", item(1), "{\"channel\":\"/elsewhere\",\"data\":1}", item(2));
    assertThat(house.appended).hasSize(2);
    house.batches.get(0).accept(List.of(new Appended.IdTaken(), new Appended.Stored(1, 10, false)));

    JsonArray answers = batch.json().getAsJsonArray();
    assertThat(code(answers, 0)).isEqualTo("invalid-json");
    assertThat(code(answers, 1)).isEqualTo("id-taken");
    assertThat(code(answers, 2)).isEqualTo("forbidden");
    assertThat(answers.get(3).getAsJsonObject().get("offset").getAsInt()).isEqualTo(1);
  }

  @Test
  void allAfterAFailureOfTheStoreGetTheSameError() {
    RecordingConnection batch = publish(item(1), item(2), "5", item(3));
    Appended failed = new Appended.Failed(new BrokerException("the disk is full"));
    house.batches.get(0).accept(List.of(new Appended.Stored(1, 10, false), failed, failed));

    JsonArray answers = batch.json().getAsJsonArray();
    assertThat(answers.get(0).getAsJsonObject().get("offset").getAsInt()).isEqualTo(1);
    for (int i = 1; i < 4; i++) {
      assertThat(code(answers, i)).isEqualTo("store-unavailable");
    }
  }

  @Test
  void allThatAreOneTooManyAreOverloaded() {
    RecordingConnection batch = publish(item(1), item(2));
    house.batches.get(0).accept(List.of(new Appended.Overloaded(), new Appended.Overloaded()));

    JsonArray answers = batch.json().getAsJsonArray();
    assertThat(code(answers, 0)).isEqualTo("overloaded");
    assertThat(code(answers, 1)).isEqualTo("overloaded");
  }

  @Test
  void emptyBatchIsAnsweredEmpty() {
    RecordingConnection batch = publish();
    house.batches.forEach(then -> then.accept(List.of()));
    assertThat(batch.json().toString()).isEqualTo("[]");
  }
}
