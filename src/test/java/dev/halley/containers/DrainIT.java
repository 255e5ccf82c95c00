package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGTERM: everyone who is held gets an answer, and the process is gone. */
class DrainIT {

  private static final System.Logger LOG = System.getLogger(DrainIT.class.getName());

  /**
   * How long a stop may take, in milliseconds, beside the other tests that run meanwhile. Alone on
   * the machine it takes less than two seconds; what each one took is in the log.
   */
  private static final long LIMIT_MILLIS = 5_000;

  /** How many the container holds: Tomcat's connections end at 8,192. */
  private static int polls(Container container) {
    return switch (container) {
      case JETTY, UNDERTOW -> 10_000;
      case TOMCAT_10, TOMCAT_11 -> 8_000;
    };
  }

  private static RawRequest poll(Site site) {
    String cursor = site.anonymous().cursor("/broadcast");
    return Call.poll("/broadcast").and("cursor", cursor).and("hold", 300).asGet();
  }

  /**
   * A stop answers everyone, unless the machine is too busy to let it in time. How long it takes is
   * also the machine's business: what else runs there, the test's own ten thousand clients to begin
   * with, can only add to it. So one stop of three has to be quick, and where more wants to run
   * than there are processors, each gets as much longer.
   */
  @ParameterizedTest
  @EnumSource(Container.class)
  void stopAnswersEveryHeldPollWithADelayAndIsQuick(Container container, @TempDir Path data)
      throws Exception {
    long quickest = Long.MAX_VALUE;
    for (int stop = 1; stop <= 3 && quickest >= limitMillis(); stop++) {
      try {
        quickest = Math.min(quickest, stopWithHeldPolls(container, data.resolve("stop-" + stop)));
      } catch (AssertionError e) {
        // A container cuts what is not answered within its stop time-out.
        if (stop == 3 || limitMillis() == LIMIT_MILLIS) {
          throw e;
        }
      }
    }
    assertThat(quickest).as("ms until the process was gone").isLessThan(limitMillis());
  }

  private static long limitMillis() {
    return Leeway.of(LIMIT_MILLIS);
  }

  private static long stopWithHeldPolls(Container container, Path data) throws Exception {
    // No hold shall run out while ten thousand of them are opened.
    try (Site site = Site.start(container, data, Map.of("hold-max", "300 s"))) {
      RawRequest poll = poll(site);
      int count = polls(container);
      List<RawConnection> late = IntStream.range(0, 20).mapToObj(i -> site.connect()).toList();
      late.forEach(connection -> connection.ask(Call.to("/v1/info").asGet()).ok());
      try (HeldPolls held = HeldPolls.open(site, Collections.nCopies(count, poll))) {
        // What was sent is not yet held.
        Counted.from(site).holds("poll", count);
        assertThat(held.await(Duration.ofMillis(100)).ended()).isZero();

        CompletableFuture<Long> exit = terminate(site);
        held.await(RawConnection.SOON, () -> held.ended() > 0);
        List<Optional<RawResponse>> refused = late.stream().map(c -> poll(c, poll)).toList();
        held.await(RawConnection.SOON);

        long millis = exit.get(60, TimeUnit.SECONDS);
        LOG.log(
            System.Logger.Level.INFO,
            "{0}: {1} polls, gone in {2} ms",
            container,
            "" + count,
            "" + millis);
        delaysAreSpread(held.answers());
        areRefused(container, refused);
        site.saysNoException();
        return millis;
      } finally {
        late.forEach(RawConnection::close);
      }
    }
  }

  /**
   * Jetty lets connections that are open ask on while it stops. Tomcat closes them at once, and
   * Undertow answers 404 when the application is out.
   */
  private static void areRefused(Container container, List<Optional<RawResponse>> answers) {
    if (container == Container.JETTY) {
      assertThat(answers).as("some who came late got an answer").anyMatch(Optional::isPresent);
    }
    for (Optional<RawResponse> answer : answers) {
      answer
          .filter(response -> container != Container.UNDERTOW || response.status() != 404)
          .ifPresent(response -> Problems.refused(response, 503, "draining"));
    }
  }

  private static void delaysAreSpread(List<RawResponse> answers) {
    List<Long> delays =
        answers.stream()
            .map(AnswerRules::poll)
            .peek(answer -> assertThat(answer.getAsJsonArray("messages")).isEmpty())
            .map(answer -> answer.get("delay").getAsLong())
            .toList();
    assertThat(delays).allMatch(delay -> delay >= 0);
    long spread = Collections.max(delays) - Collections.min(delays);
    assertThat(spread).as("ms between the shortest and the longest delay").isGreaterThan(200);
    assertThat(delays.stream().distinct().count()).isGreaterThan(Math.min(answers.size(), 100) / 2);
  }

  /** Sends SIGTERM; answers with the milliseconds until the process was gone. */
  private static CompletableFuture<Long> terminate(Site site) {
    ProcessHandle handle = ProcessHandle.of(site.process().pid()).orElseThrow();
    long start = System.nanoTime();
    CompletableFuture<Long> exit =
        handle.onExit().thenApply(gone -> (System.nanoTime() - start) / 1_000_000);
    assertThat(handle.destroy()).as("SIGTERM was sent").isTrue();
    return exit;
  }

  private static Optional<RawResponse> poll(RawConnection connection, RawRequest poll) {
    try {
      return connection.send(poll).poll(Duration.ofSeconds(2));
    } catch (java.io.UncheckedIOException e) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void namedReaderIsToldOnEachCarrierToComeBackWithItsCursorUnmoved(
      Container container, @TempDir Path data) throws Exception {
    String room;
    Person alice;
    List<JsonObject> answers;
    try (Site site = Site.start(container, data, Map.of())) {
      Person reader = site.guest();
      alice = reader;
      room = site.room();
      Call read = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
      List<Listening> held =
          Stream.of(Way.POLL, Way.STREAM, Way.EVENTS, Way.FRAME)
              .map(way -> reader.listen(way, read))
              .toList();
      List.of("poll", "stream", "events", "frame")
          .forEach(carrier -> Counted.from(site).holds(carrier, 1));
      RawSocket silent = RawSocket.of(reader);
      RawSocket socket = RawSocket.of(reader);
      // Who is answered reads on from there: it is held when the server stops.
      assertThat(socket.read(read.without("cursor")).answer().getAsJsonArray("messages")).isEmpty();
      CompletableFuture<Long> exit = terminate(site);
      answers = new ArrayList<>(held.stream().map(Listening::end).toList());
      Optional<JsonObject> farewell = socket.farewell();
      // Jetty's own stop begins in the same moment as ours and closes sockets with 1001 too.
      assertThat(farewell.isPresent() || container == Container.JETTY).isTrue();
      farewell.ifPresent(answers::add);
      assertThat(silent.closed()).isEqualTo(1001);
      socket.close();
      silent.close();
      exit.get(60, TimeUnit.SECONDS);
      held.forEach(Listening::close);
    }
    try (Site site = Site.start(container, data, Map.of())) {
      site.guest().publish(room, "after the stop");
      for (JsonObject answer : answers) {
        assertThat(answer.has("superseded")).isFalse();
        assertThat(answer.get("delay").getAsLong()).isBetween(1L, 5_000L);
        Call poll = Call.poll(room).and("cursor", Person.cursorOf(answer));
        assertThat(Person.texts(alice.at(site).poll(poll))).containsExactly("after the stop");
      }
    }
  }
}
