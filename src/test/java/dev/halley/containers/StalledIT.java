package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand streams that nobody reads, beside a thousand that are read at once. */
class StalledIT {

  private static final System.Logger LOG = System.getLogger(StalledIT.class.getName());

  private static final int STREAMS = 1_000;
  private static final int USERS = 40;
  private static final int LARGE = 60_000;
  private static final int ROUNDS = 8;

  @ParameterizedTest
  @EnumSource(Container.class)
  void streamsThatAreStuckDelayNobodyAndMissNothing(Container container) throws IOException {
    Site site = Site.shared(container);
    List<Person> users = IntStream.range(0, USERS).mapToObj(i -> site.guest()).toList();
    String quick = site.room();
    String stuck = site.room();
    Person writer = users.get(0);
    List<String> large = new ArrayList<>();
    List<RawRequest> requests = requests(users.subList(0, USERS / 2), quick);
    try (ManyStreams streams = ManyStreams.open(site, requests)) {
      latencies(streams, writer, quick, () -> {});
      long before = median(latencies(streams, writer, quick, () -> {}));
      List<RawConnection> stalled = stall(site, requests(users.subList(USERS / 2, USERS), stuck));
      try {
        // All else that the machine has to do can only add to it: the quickest round counts.
        long beside =
            Collections.min(
                latencies(
                    streams, writer, quick, () -> large.add(publishLarge(writer, stuck, large))));

        LOG.log(
            System.Logger.Level.INFO,
            "{0}: median latency of {1} streams {2} µs, beside as many that are stuck {3} µs, with"
                + " {4} threads",
            container,
            "" + STREAMS,
            "" + before / 1000,
            "" + beside / 1000,
            "" + threads(site));
        assertThat(beside).isLessThan(3 * before + 50_000_000);
        assertThat(threads(site)).as("threads of the server").isLessThan(400);
        hearsAll(stalled.get(0), large);
        hearsAll(stalled.get(STREAMS - 1), large);
      } finally {
        stalled.forEach(RawConnection::reset);
      }
    }
    site.isWell();
  }

  private static List<RawRequest> requests(List<Person> users, String room) {
    String cursor = users.get(0).cursor(room);
    List<RawRequest> requests = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      Call read = Call.poll(room).and("cursor", cursor);
      requests.add(users.get(i % users.size()).signed(Way.STREAM.request(read)));
    }
    return requests;
  }

  private static List<RawConnection> stall(Site site, List<RawRequest> requests) {
    List<RawConnection> stalled = new ArrayList<>();
    for (RawRequest request : requests) {
      stalled.add(RawConnection.narrow(site.port()).send(request));
      if (stalled.size() % ManyStreams.STEP == 0) {
        site.ask(Call.to("/v1/info").asGet()).ok();
      }
    }
    return stalled;
  }

  /**
   * In nanoseconds, the median of all streams for each of several messages, each after what is done
   * before it.
   */
  private static List<Long> latencies(
      ManyStreams streams, Person writer, String room, Runnable before) {
    List<Long> latencies = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      before.run();
      String word = writer.site().fresh("word");
      long start = System.nanoTime();
      writer.publish(room, word);
      latencies.add(median(streams.await(word, Duration.ofSeconds(60))) - start);
    }
    return latencies;
  }

  private static long median(List<Long> numbers) {
    return numbers.stream().sorted().toList().get(numbers.size() / 2);
  }

  private static String publishLarge(Person writer, String room, List<String> before) {
    String text = before.size() + "x".repeat(LARGE);
    writer.publish(room, text);
    return text;
  }

  private static void hearsAll(RawConnection connection, List<String> texts) {
    Listening listening = new Listening(connection, Way.STREAM);
    assertThat(listening.texts(texts.size())).isEqualTo(texts);
  }

  private static long threads(Site site) throws IOException {
    Path tasks = Path.of("/proc", "" + site.process().pid(), "task");
    if (!Files.exists(tasks)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(tasks)) {
      return all.count();
    }
  }
}
