package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import com.google.gson.JsonArray;
import dev.halley.broker.Appended;
import dev.halley.broker.BrokerException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  void nextMessageIsAppendedOnceTheOneBeforeIsStored() {
    RecordingConnection batch = publish(item(1), item(2));
    assertThat(house.appended).hasSize(1);

    house.pending.get(0).accept(new Appended.Stored(1, 10, false));
    assertThat(house.appended).hasSize(2);
    assertThat(batch.isAnswered()).isFalse();
    house.pending.get(1).accept(new Appended.Stored(2, 11, true));

    assertThat(batch.json().toString())
        .isEqualTo(
            "[{\"channel\":\"/room/a\",\"offset\":1,\"id\":\"m1\",\"time\":10},"
                + "{\"channel\":\"/room/a\",\"offset\":2,\"id\":\"m2\",\"time\":11,"
                + "\"duplicate\":true}]");
  }

  @Test
  void itemsThatAreRefusedDoNotStopTheOthers() {
    RecordingConnection batch =
        publish("5", "{\"channel\":\"/elsewhere\",\"data\":1}", item(1), item(2));
    house.pending.get(0).accept(new Appended.IdTaken());
    house.pending.get(1).accept(new Appended.Stored(1, 10, false));

    JsonArray answers = batch.json().getAsJsonArray();
    assertThat(code(answers, 0)).isEqualTo("invalid-json");
    assertThat(code(answers, 1)).isEqualTo("forbidden");
    assertThat(code(answers, 2)).isEqualTo("id-taken");
    assertThat(answers.get(3).getAsJsonObject().get("offset").getAsInt()).isEqualTo(1);
  }

  @Test
  void restIsNotTriedAfterTheStoreFailed() {
    RecordingConnection batch = publish(item(1), item(2), "5", item(3));
    house.pending.get(0).accept(new Appended.Failed(new BrokerException("the disk is full")));

    JsonArray answers = batch.json().getAsJsonArray();
    assertThat(house.appended).hasSize(1);
    for (int i = 0; i < 4; i++) {
      assertThat(code(answers, i)).isEqualTo("store-unavailable");
    }
  }

  @Test
  void emptyBatchIsAnsweredEmpty() {
    assertThat(publish().json().toString()).isEqualTo("[]");
  }

  @Test
  void outcomesAtOnceAndOnOtherThreadsKeepTheOrder() {
    ExecutorService others = Executors.newFixedThreadPool(2);
    AtomicInteger offset = new AtomicInteger();
    doAnswer(
            call -> {
              Consumer<Appended> then = call.getArgument(1);
              int next = offset.incrementAndGet();
              Appended stored = new Appended.Stored(next, next, false);
              if (next % 3 == 0) {
                then.accept(stored);
              } else {
                others.execute(() -> then.accept(stored));
              }
              return null;
            })
        .when(house.broker)
        .append(any(), any());
    try {
      for (int round = 0; round < 200; round++) {
        offset.set(0);
        RecordingConnection batch =
            publish(IntStream.range(0, 100).mapToObj(i -> item(i)).toArray(String[]::new));

        JsonArray answers = batch.json().getAsJsonArray();
        String offsets =
            IntStream.range(0, answers.size())
                .mapToObj(i -> answers.get(i).getAsJsonObject().get("offset").getAsString())
                .collect(Collectors.joining(","));
        assertThat(offsets)
            .isEqualTo(
                IntStream.rangeClosed(1, 100)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(",")));
      }
    } finally {
      others.shutdownNow();
    }
  }
}
