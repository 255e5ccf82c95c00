package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten thousand broken requests: none breaks the server, none that was refused stores anything.
 *
 * <p>{@code -Dhalley.fuzz.seed=N} makes other requests than usual, or those of a failure again.
 */
class FuzzIT {

  private static final int INPUTS = 2_500;
  private static final int THREADS = 8;

  /** The answer's status by the number of the input; inputs with no answer have none. */
  private final ConcurrentHashMap<Integer, Integer> statuses = new ConcurrentHashMap<>();

  @ParameterizedTest
  @EnumSource(Container.class)
  void brokenRequestsBreakNothing(Container container) throws Exception {
    long seed = Long.getLong("halley.fuzz.seed", 6_1986) + container.name().length();
    System.getLogger(FuzzIT.class.getName())
        .log(System.Logger.Level.INFO, "{0}: fuzz seed {1}", container, "" + seed);
    Site site = Site.shared(container);
    Person fuzzer = site.guest();
    String room = site.room();
    String cursor = fuzzer.cursor(room);
    FuzzInputs inputs = new FuzzInputs(seed, fuzzer.token(), site.guest().token(), room, cursor);

    sendAll(site, inputs);

    Person witness = site.guest();
    storedWasAccepted(witness.all(room), inputs);
    assertThat(witness.all("/broadcast")).isEmpty();
    assertThat(statuses.values()).as("some were taken").contains(200);
    assertThat(statuses.values()).as("some were refused").contains(400);
    witness.publish(room, "still served");
    assertThat(witness.poll(Call.poll(room).and("history", 1)).toString()).contains("still served");
    site.isWell();
  }

  private void sendAll(Site site, FuzzInputs inputs) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(threads.submit(() -> sendSome(site, inputs, next)));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void sendSome(Site site, FuzzInputs inputs, AtomicInteger next) {
    int index = next.getAndIncrement();
    while (index < INPUTS) {
      FuzzInput input = inputs.input(index);
      try (RawConnection connection = site.connect()) {
        answer(connection, input).ifPresent(answer -> check(input, answer));
      }
      index = next.getAndIncrement();
    }
  }

  private static Optional<RawResponse> answer(RawConnection connection, FuzzInput input) {
    try {
      connection.send(input.wire());
      if (input.mayHang()) {
        return connection.poll(Duration.ofMillis(200));
      }
      return Optional.of(connection.read());
    } catch (UncheckedIOException e) {
      assertThat(input.mayHang()).as("%s was cut", input).isTrue();
      return Optional.empty();
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + " for " + input, e);
    }
  }

  private void check(FuzzInput input, RawResponse answer) {
    statuses.put(input.index(), answer.status());
    boolean halley = answer.header("X-Accel-Buffering").isPresent();
    if (answer.status() >= 500) {
      assertThat(!halley && input.isTheContainers())
          .as("%s was answered %s", input, answer)
          .isTrue();
    }
    if (halley && answer.status() >= 400 && answer.length() > 0) {
      JsonObject problem = answer.json();
      Problems.described(problem, answer.status(), problem.get("code").getAsString());
    }
  }

  private void storedWasAccepted(List<JsonObject> messages, FuzzInputs inputs) {
    for (JsonObject message : messages) {
      int index = FuzzInput.indexOf(message.get("data").toString());
      if (index >= 0 && statuses.containsKey(index)) {
        assertThat(statuses.get(index))
            .as("status of %s, which was stored: %s", inputs.input(index), message)
            .isEqualTo(200);
      }
    }
  }
}
