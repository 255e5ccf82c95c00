package dev.halley.containers;

import static dev.halley.containers.Person.messagesOf;
import static dev.halley.containers.Person.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed under load, three times, loses nothing that it acknowledged. */
class CrashIT {

  private static final int PUBLISHERS = 20;
  private static final int KILLS = 3;
  private static final int ACKNOWLEDGED_EACH_TIME = 1_000;

  @Test
  void acknowledgedMessagesSurviveEveryKill(@TempDir Path data) throws Exception {
    List<CrashPublisher> publishers = new ArrayList<>();
    List<String> channels = new ArrayList<>();
    List<String> cursors = new ArrayList<>();
    for (int life = 0; life <= KILLS; life++) {
      try (Site site = Site.start(Container.JETTY, data, Map.of())) {
        if (life == 0) {
          prepare(site, publishers, channels);
        }
        cursors.add(at(site, publishers.get(0)).cursor(rooms(channels)));
        if (life < KILLS) {
          publishAndKill(site, publishers);
        } else {
          for (CrashPublisher publisher : publishers) {
            publisher.retry(site);
          }
          verify(publishers, stored(site, publishers, channels));
          verifyPairs(site, publishers);
          verifyCursors(site, publishers.get(0), rooms(channels), cursors);
          site.isWell();
        }
      }
    }
  }

  private static Person at(Site site, CrashPublisher publisher) {
    return publisher.person().at(site);
  }

  private static String[] rooms(List<String> channels) {
    return channels.stream().filter(c -> c.startsWith("/room/")).toArray(String[]::new);
  }

  private static Map<String, List<JsonObject>> stored(
      Site site, List<CrashPublisher> publishers, List<String> channels) {
    Map<String, List<JsonObject>> stored = new LinkedHashMap<>();
    for (String channel : channels) {
      Person reader =
          publishers.stream()
              .map(CrashPublisher::person)
              .filter(p -> p.inbox().equals(channel))
              .findFirst()
              .orElse(publishers.get(0).person());
      stored.put(channel, reader.at(site).all(channel));
    }
    return stored;
  }

  /** Five rooms, and the inboxes of the first three publishers. */
  private static void prepare(Site site, List<CrashPublisher> publishers, List<String> channels) {
    List<Person> guests = IntStream.range(0, PUBLISHERS).mapToObj(i -> site.guest()).toList();
    IntStream.range(0, 5).forEach(i -> channels.add(site.room()));
    guests.subList(0, 3).forEach(guest -> channels.add(guest.inbox()));
    guests.forEach(guest -> publishers.add(new CrashPublisher(guest, List.copyOf(channels))));
  }

  private static void publishAndKill(Site site, List<CrashPublisher> publishers)
      throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_EACH_TIME);
    List<Thread> threads =
        publishers.stream().map(p -> new Thread(() -> p.publish(site, enough))).toList();
    threads.forEach(Thread::start);
    boolean reached = enough.await(120, TimeUnit.SECONDS);
    site.process().kill();
    for (Thread thread : threads) {
      thread.join(60_000);
      assertThat(thread.isAlive()).as("a publisher hangs after the kill").isFalse();
    }
    assertThat(reached).as("%s answers within 120 s", ACKNOWLEDGED_EACH_TIME).isTrue();
  }

  private static void verify(
      List<CrashPublisher> publishers, Map<String, List<JsonObject>> stored) {
    int count = 0;
    for (Map.Entry<String, List<JsonObject>> channel : stored.entrySet()) {
      List<JsonObject> all = channel.getValue();
      count += all.size();
      assertThat(offsets(all))
          .as("offsets of %s", channel.getKey())
          .isEqualTo(LongStream.rangeClosed(1, all.size()).boxed().toList());
      assertThat(all.stream().map(m -> m.get("id").getAsString()))
          .as("ids of %s", channel.getKey())
          .doesNotHaveDuplicates();
      assertThat(all.stream().map(m -> m.get("time").getAsLong()).toList()).isSorted();
    }
    assertThat(count).isGreaterThanOrEqualTo(KILLS * ACKNOWLEDGED_EACH_TIME);
    publishers.forEach(publisher -> verify(publisher, stored));
  }

  /** Every message that this publisher sent is in its channel once, where the answer said. */
  private static void verify(CrashPublisher publisher, Map<String, List<JsonObject>> stored) {
    String user = publisher.person().user();
    stored.forEach(
        (channel, all) -> {
          Map<String, String> own =
              all.stream()
                  .filter(m -> m.get("from").getAsString().equals(user))
                  .filter(m -> !m.has("to") || channel.equals("/user/" + to(m)))
                  .collect(Collectors.toMap(CrashIT::id, m -> m.get("offset") + ": " + data(m)));
          Map<String, String> acknowledged =
              publisher.acknowledged(channel).entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey, e -> e.getValue() + ": data of " + e.getKey()));
          assertThat(own).as(channel).isEqualTo(acknowledged);
        });
  }

  private static String id(JsonObject message) {
    return message.get("id").getAsString();
  }

  private static String data(JsonObject message) {
    return message.get("data").getAsString();
  }

  private static String to(JsonObject message) {
    return message.get("to").getAsString();
  }

  /** A message from one inbox to another is in both, the same. */
  private static void verifyPairs(Site site, List<CrashPublisher> publishers) {
    Map<String, Integer> inboxes = new HashMap<>();
    for (CrashPublisher publisher : publishers) {
      Person owner = publisher.person().at(site);
      for (JsonObject message : owner.all(owner.inbox())) {
        boolean toOneself = to(message).equals(from(message));
        message.remove("channel");
        message.remove("offset");
        inboxes.merge(message.toString(), toOneself ? 2 : 1, Integer::sum);
      }
    }
    assertThat(inboxes).isNotEmpty();
    assertThat(inboxes.values()).as("in how many inboxes each one is").containsOnly(2);
  }

  private static String from(JsonObject message) {
    return message.get("from").getAsString();
  }

  /** A cursor of each life reads everything that came after it. */
  private static void verifyCursors(
      Site site, CrashPublisher publisher, String[] rooms, List<String> cursors) {
    Person reader = at(site, publisher);
    int total = 0;
    for (String room : rooms) {
      total += reader.all(room).size();
    }
    int before = Integer.MAX_VALUE;
    for (int life = 0; life < cursors.size(); life++) {
      String cursor = cursors.get(life);
      List<JsonObject> read = new ArrayList<>();
      boolean more = true;
      while (more) {
        JsonObject answer = reader.poll(Call.poll(rooms).and("cursor", cursor));
        assertThat(answer.has("gaps")).as("a gap: %s", answer.get("gaps")).isFalse();
        read.addAll(messagesOf(answer));
        cursor = Person.cursorOf(answer);
        more = answer.has("more");
      }
      for (String room : rooms) {
        List<Long> offsets =
            offsets(
                read.stream().filter(m -> m.get("channel").getAsString().equals(room)).toList());
        long end = reader.all(room).size();
        assertThat(offsets)
            .isEqualTo(LongStream.rangeClosed(end - offsets.size() + 1, end).boxed().toList());
      }
      assertThat(read.size()).as("read from life %s on", life).isLessThan(before);
      assertThat(life > 0 || read.size() == total).as("the first cursor reads all").isTrue();
      before = read.size();
    }
  }
}
