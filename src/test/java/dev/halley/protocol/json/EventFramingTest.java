package dev.halley.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.hub.Batch;
import dev.halley.hub.Missed;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import dev.halley.protocol.FrameCache;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFramingTest {

  private static final ChannelName A = ChannelName.of("/room/a");
  private static final ChannelName B = ChannelName.of("/room/b");

  private final EventFraming framing =
      new EventFraming(new JsonEncoder(new FrameCache(1 << 20)), 25);

  private static Cursor cursor(long epochOfA, long a, long b) {
    return Cursor.of(
        List.of(
            new Cursor.Entry(A, new Position(epochOfA, a)),
            new Cursor.Entry(B, new Position(7, b))));
  }

  private static Message message(ChannelName channel, long offset) {
    return new Message(channel, offset, new MessageId("m"), null, null, 5, Payload.ofJson("null"));
  }

  private List<String> ids(Batch batch) {
    List<String> ids = new ArrayList<>();
    for (String line : text(batch).split("\n", -1)) {
      if (line.startsWith("id: ")) {
        ids.add(line.substring("id: ".length()));
      }
    }
    return ids;
  }

  private String text(Batch batch) {
    return new String(framing.batch(batch).bytes(), UTF_8);
  }

  @Test
  void idsMoveMessageByMessageToTheBatchesEnd() {
    Batch batch =
        new Batch(
            cursor(7, 4, 0),
            List.of(message(A, 5), message(A, 6), message(B, 1)),
            List.of(),
            cursor(7, 6, 1),
            false);

    assertThat(ids(batch))
        .containsExactly(cursor(7, 5, 0).token(), cursor(7, 6, 0).token(), cursor(7, 6, 1).token());
  }

  @Test
  void gapIsToldAgainToWhoIsCutBeforeWhatFollowsIt() {
    Batch batch =
        new Batch(
            cursor(7, 4, 0),
            List.of(message(B, 1), message(A, 58)),
            List.of(new Missed(A, 5, 57, false)),
            cursor(7, 58, 1),
            false);

    assertThat(ids(batch))
        .containsExactly(
            cursor(7, 4, 0).token(), cursor(7, 4, 1).token(), cursor(7, 58, 1).token());
    assertThat(text(batch))
        .startsWith(
            "event: gap\nid: "
                + cursor(7, 4, 0).token()
                + "\ndata: {\"channel\":\"/room/a\",\"from\":5,\"to\":57}\n\nid: ");
  }

  @Test
  void gapAfterWhichNothingIsLeftMovesTheCursorItself() {
    Batch batch =
        new Batch(
            cursor(7, 4, 0), List.of(), List.of(new Missed(A, 0, 0, true)), cursor(8, 0, 0), false);

    assertThat(text(batch))
        .isEqualTo(
            "event: gap\nid: "
                + cursor(8, 0, 0).token()
                + "\ndata: {\"channel\":\"/room/a\",\"reset\":true}\n\n");
  }

  @Test
  void messagesOfAnotherLifeAreInThatLife() {
    Batch batch =
        new Batch(
            cursor(7, 40, 0),
            List.of(message(A, 1), message(A, 2)),
            List.of(new Missed(A, 0, 0, true)),
            cursor(8, 2, 0),
            false);

    assertThat(ids(batch))
        .containsExactly(
            cursor(7, 40, 0).token(), cursor(8, 1, 0).token(), cursor(8, 2, 0).token());
  }
}
