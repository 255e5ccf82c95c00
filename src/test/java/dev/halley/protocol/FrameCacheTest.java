package dev.halley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.hub.Batch;
import dev.halley.hub.Missed;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FrameCacheTest {

  private static final ChannelName ROOM = ChannelName.of("/room/a");

  private final FrameCache cache = new FrameCache(1 << 20);
  private final AtomicInteger encoded = new AtomicInteger();

  private static Message message(long offset, String data) {
    return new Message(
        ROOM, offset, new MessageId("m"), null, null, 1, Payload.ofJson("\"" + data + "\""));
  }

  private static Cursor cursor(long offset) {
    return Cursor.of(List.of(new Cursor.Entry(ROOM, new Position(1, offset))));
  }

  private Frame encode(Message message) {
    encoded.incrementAndGet();
    return Frame.of(message.data().json());
  }

  private Frame answer(Batch batch, Object variant) {
    return cache.answer(
        batch,
        variant,
        found -> {
          encoded.incrementAndGet();
          JsonBuffer json = new JsonBuffer(0);
          found.messages().forEach(m -> json.raw(cache.message(m, this::encode).bytes()));
          return json.frame();
        });
  }

  @Test
  void messageIsEncodedTwiceHoweverOftenItIsRead() {
    Frame first = cache.message(message(1, "a"), this::encode);
    Frame second = cache.message(message(1, "a"), this::encode);

    assertThat(second.bytes()).isEqualTo(first.bytes());
    assertThat(cache.message(message(1, "a"), this::encode)).isSameAs(second);
    assertThat(encoded).hasValue(2);
  }

  @Test
  void whatIsAskedForOnceIsNotKept() {
    for (int i = 1; i <= 100; i++) {
      cache.message(message(i, "a"), this::encode);
    }
    // One message for each place: whatever was asked for before is forgotten by now.
    for (int i = 101; i <= 100_000; i++) {
      cache.message(message(i, "b"), this::encode);
    }
    encoded.set(0);

    for (int i = 1; i <= 100; i++) {
      cache.message(message(i, "a"), this::encode);
    }

    assertThat(encoded).hasValue(100);
  }

  @Test
  void otherMessageInTheSamePlaceIsAnotherMessage() {
    cache.message(message(1, "a"), this::encode);
    cache.message(message(1, "a"), this::encode);

    Frame other = cache.message(message(1, "b"), this::encode);

    assertThat(other.bytes()).isEqualTo(message(1, "b").data().json());
  }

  @Test
  void answerIsEncodedTwiceForReadersInTheSamePlace() {
    Batch one = new Batch(cursor(0), List.of(message(1, "a")), List.of(), cursor(1), false);
    Batch same = new Batch(cursor(0), List.of(message(1, "a")), List.of(), cursor(1), false);

    answer(one, 25);
    assertThat(answer(one, 25)).isSameAs(answer(same, 25));
    assertThat(encoded).as("the message and the answer, twice each").hasValue(4);
  }

  @Test
  void whateverAnAnswerSaysTellsItApart() {
    List<Message> messages = List.of(message(1, "a"));
    Missed gap = new Missed(ROOM, 1, 2, false);
    Batch first = new Batch(cursor(0), messages, List.of(), cursor(1), false);
    List<Batch> others =
        List.of(
            new Batch(cursor(9), messages, List.of(), cursor(1), false),
            new Batch(cursor(0), List.of(), List.of(), cursor(1), false),
            new Batch(cursor(0), messages, List.of(gap), cursor(1), false),
            new Batch(cursor(0), messages, List.of(), cursor(2), false),
            new Batch(cursor(0), messages, List.of(), cursor(1), true));
    answer(first, 25);
    Frame frame = answer(first, 25);

    assertThat(answer(first, 25)).isSameAs(frame);
    assertThat(answer(first, 26)).isNotSameAs(frame);
    assertThat(others).allSatisfy(other -> assertThat(answer(other, 25)).isNotSameAs(frame));
  }

  @Test
  void answerWithWhatWasRemovedIsNotTakenFromBefore() {
    Message before = message(1, "secret");
    Batch old = new Batch(cursor(0), List.of(before), List.of(), cursor(1), false);
    answer(old, 25);
    answer(old, 25);

    Batch now = new Batch(cursor(0), List.of(before.emptied()), List.of(), cursor(1), false);

    assertThat(answer(now, 25).bytes()).asString().isEqualTo("null");
    // Who has read it before and comes late keeps nothing from those who read it now.
    answer(old, 25);
    assertThat(answer(now, 25).bytes()).asString().isEqualTo("null");
  }

  @Test
  void whatIsKeptIsBoundedByItsBytes() {
    for (int i = 1; i <= 3000; i++) {
      cache.message(message(i, "x".repeat(1000)), this::encode);
      cache.message(message(i, "x".repeat(1000)), this::encode);
    }
    encoded.set(0);
    for (int i = 1; i <= 3000; i++) {
      cache.message(message(i, "x".repeat(1000)), this::encode);
    }

    assertThat(encoded.get()).as("encoded again: at most half a MiB was kept").isGreaterThan(2400);
  }
}
