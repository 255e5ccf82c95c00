package dev.halley.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/**
 * Two people in a room of their own, each of whom reads it by one carrier and says the numbers from
 * 1 on, while the path breaks in the middle.
 */
final class Conversation implements AutoCloseable {

  static final int EACH = 200;

  private final CarrierKind carrier;
  private final String room;
  private final List<Guest> people;
  private final List<Reader> readers = new ArrayList<>();
  private final CountDownLatch halfWay = new CountDownLatch(2);

  Conversation(Route route, CarrierKind carrier, String room, List<Guest> people) {
    this.carrier = carrier;
    this.room = room;
    this.people = people;
    for (Guest person : people) {
      readers.add(Reader.start(carrier.through(route), new Reading(room, person.token())));
    }
  }

  /** Whether both readers know where the room ends. */
  boolean hasBegun() {
    noneIsRefused();
    return readers.stream().allMatch(reader -> reader.reading().hasBegun());
  }

  /**
   * Lets both say their numbers.
   *
   * @param cut what both wait for after half of them
   */
  List<CompletableFuture<Void>> talk(ExecutorService threads, CountDownLatch cut) {
    return IntStream.range(0, people.size())
        .mapToObj(who -> CompletableFuture.runAsync(() -> talk(who, cut), threads))
        .toList();
  }

  private void talk(int who, CountDownLatch cut) {
    for (int number = 1; number <= EACH; number++) {
      people.get(who).say(room, who + "-" + number, number);
      if (number == EACH / 2) {
        halfWay.countDown();
        await(cut);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted half-way", e);
    }
  }

  /** Whether both have said half of what they have to say, and have read it. */
  boolean isHalfWay() {
    noneIsRefused();
    return halfWay.getCount() == 0 && readers.stream().allMatch(r -> count(r) >= EACH);
  }

  void forgetBreaks() {
    readers.forEach(Reader::forgetBreaks);
  }

  /** Whether the path has failed both readers since it was last asked to forget. */
  boolean isBroken() {
    return readers.stream().allMatch(reader -> reader.breaks() > 0);
  }

  boolean isRead() {
    noneIsRefused();
    return readers.stream().allMatch(reader -> count(reader) >= 2 * EACH);
  }

  /** Asserts that both have read all that was said: each number once, in the order of the room. */
  void isWhole() {
    for (Reader reader : readers) {
      List<JsonObject> read = reader.reading().messages();
      assertThat(read.stream().map(message -> message.get("offset").getAsInt()))
          .as("offsets by %s", carrier)
          .containsExactlyElementsOf(oneTo(2 * EACH));
      for (int who = 0; who < people.size(); who++) {
        String start = who + "-";
        assertThat(
                read.stream()
                    .filter(message -> message.get("id").getAsString().startsWith(start))
                    .map(message -> message.get("data").getAsInt()))
            .as("what person %s said, by %s", who, carrier)
            .containsExactlyElementsOf(oneTo(EACH));
      }
      assertThat(reader.reading().gaps()).as("gaps by %s", carrier).isEmpty();
    }
  }

  private static List<Integer> oneTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private static int count(Reader reader) {
    return reader.reading().messages().size();
  }

  private void noneIsRefused() {
    readers.forEach(reader -> assertThat(reader.refusal()).as("by %s", carrier).isNull());
  }

  @Override
  public void close() {
    readers.forEach(Reader::close);
  }

  @Override
  public String toString() {
    return carrier
        + " "
        + readers.stream()
            .map(reader -> count(reader) + " read, " + reader.breaks() + " breaks")
            .toList();
  }
}
