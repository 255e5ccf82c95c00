package dev.halley.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.hub.Batch;
import dev.halley.hub.Missed;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.UserName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Meters whose clock is in the hands of the test, and what they count. */
final class Workshop {

  private static final ChannelName ROOM = ChannelName.of("/room/secret");

  final AtomicLong millis = new AtomicLong(1_000_000);
  final Meters meters = new Meters(() -> Instant.ofEpochMilli(millis.get()), "1.2.3");

  Workshop() {
    meters.show(
        new Levels(() -> 7, () -> false, () -> true, () -> new Levels.Storage(3, 5, 100, 4096)));
  }

  Exposition read() {
    return Exposition.parse(text());
  }

  String text() {
    return new String(meters.text(), UTF_8);
  }

  /** A batch of messages with these times. */
  static Batch batch(long... times) {
    List<Message> messages =
        LongStream.of(times)
            .mapToObj(
                time ->
                    new Message(
                        ROOM,
                        1,
                        new MessageId("secret"),
                        new UserName("secret"),
                        null,
                        time,
                        Payload.ofJson("1")))
            .toList();
    return new Batch(Cursor.NONE, messages, List.of(), Cursor.NONE, false);
  }

  /** A batch that says nothing but that something is gone. */
  static Batch gap() {
    List<Missed> gaps = List.of(new Missed(ROOM, 1, 2, false));
    return new Batch(Cursor.NONE, List.of(), gaps, Cursor.NONE, false);
  }
}
