package dev.halley.protocol.json;

import dev.halley.hub.Batch;
import dev.halley.hub.Missed;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.Position;
import dev.halley.protocol.Frame;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Server-Sent Events (WHATWG HTML, section 9.2): one for each message, its id the cursor after it.
 * So a browser that was cut in the middle of a batch goes on with the very next message.
 *
 * <p>Gaps come before the messages and move the cursor only with what follows them. A client that
 * is cut in between is told of them again, and not left without.
 *
 * @param hold what an answer says that a poll would be held, in seconds
 */
record EventFraming(JsonEncoder encoder, int hold) implements Framing {

  /** After so many milliseconds a browser that was cut comes back. */
  private static final int RETRY = 2000;

  private static final Frame OPENING = Frame.of("retry: " + RETRY + "\n\n");

  private static final Frame COMMENT = Frame.of(":\n\n");

  /** Roughly what an event takes besides its data. */
  private static final int ENVELOPE = 96;

  /** What tells encoded events from other answers in the cache. */
  private enum Variant {
    EVENTS
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public Frame opening() {
    return OPENING;
  }

  @Override
  public Frame beat() {
    return COMMENT;
  }

  @Override
  public Frame batch(Batch batch) {
    return batch.isEmpty() ? place(batch.end()) : encoder.once(batch, Variant.EVENTS, this::events);
  }

  private Frame events(Batch batch) {
    List<Message> messages = batch.messages();
    JsonBuffer text = new JsonBuffer(JsonEncoder.expected(messages) + ENVELOPE * messages.size());
    Cursor cursor = batch.start();
    int left = batch.gaps().size() + messages.size();
    for (Missed gap : batch.gaps()) {
      left--;
      text.ascii("event: gap\n");
      event(text, left == 0 ? batch.end() : cursor, encoder.gap(gap));
    }
    for (Message message : messages) {
      left--;
      cursor = left == 0 ? batch.end() : after(message, cursor, batch.end());
      event(text, cursor, encoder.message(message));
    }
    return text.frame();
  }

  private static Cursor after(Message message, Cursor before, Cursor end) {
    Position last = Objects.requireNonNull(end.at(message.channel()));
    return before.with(message.channel(), last.at(message.offset()));
  }

  /** Data of one line: JSON without spaces has no line end. */
  private static void event(JsonBuffer text, Cursor cursor, Frame data) {
    text.ascii("id: ").raw(cursor.tokenBytes());
    text.ascii("\ndata: ").raw(data.bytes()).ascii("\n\n");
  }

  /** An event of no data moves the cursor of a browser and is not shown to its page. */
  private static Frame place(Cursor cursor) {
    return Frame.of("id: " + cursor.token() + "\n\n");
  }

  @Override
  public Frame empty(Cursor cursor, long delay, boolean superseded) {
    JsonBuffer text = new JsonBuffer(2 * ENVELOPE);
    if (superseded) {
      text.ascii("event: superseded\n");
      event(text, cursor, encoder.empty(cursor, hold, delay, true));
      return text.frame();
    }
    if (delay > 0) {
      text.ascii("retry: ").number(delay).ascii('\n');
    }
    return text.raw(place(cursor).bytes()).frame();
  }

  @Override
  public Frame problem(Problem problem) {
    JsonBuffer text = new JsonBuffer(ENVELOPE + problem.detail().length());
    text.ascii("event: problem\ndata: ");
    problem.write(text);
    return text.ascii("\n\n").frame();
  }
}
