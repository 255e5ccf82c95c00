package dev.halley.protocol.json;

import dev.halley.hub.Batch;
import dev.halley.message.Cursor;
import dev.halley.message.Payload;
import dev.halley.protocol.Frame;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What the server says over a socket: JSON objects, each with a {@code type}, and the {@code ref}
 * of what it answers as that came.
 */
record SocketFrames(JsonEncoder encoder) {

  /** Roughly what a message takes besides what it carries. */
  private static final int ENVELOPE = 256;

  /** A batch: the same frame for all readers that stand at the same place. */
  Frame answer(Batch batch, int hold, @Nullable Payload ref) {
    return encoder.answer(batch, hold, new Variant(hold, ref), poll -> answer(poll, ref));
  }

  /** What tells such answers from others in the cache. */
  private record Variant(int hold, @Nullable Payload ref) {}

  /**
   * No message, only where the client stands.
   *
   * @param delay how long to wait before the next request, in milliseconds
   * @param superseded whether a newer request of the same reader took over
   */
  Frame empty(Cursor cursor, int hold, long delay, boolean superseded, @Nullable Payload ref) {
    return answer(encoder.empty(cursor, hold, delay, superseded), ref);
  }

  /** A poll's answer with what makes it a socket's. */
  private static Frame answer(Frame poll, @Nullable Payload ref) {
    JsonBuffer json = begin("answer", ref, poll.size());
    Frame frame = json.ascii(',').raw(poll.bytes(), 1).frame();
    // Made now, so that a cache sees how much there is to keep.
    frame.text();
    return frame;
  }

  /** Where a message that was published has its place. */
  Frame stored(Publisher.Outcome.Stored stored, @Nullable Payload ref) {
    JsonBuffer place = new JsonBuffer(ENVELOPE);
    stored.write(place);
    return begin("published", ref, place.size()).ascii(',').raw(place.bytes(), 1).frame();
  }

  /** Why something was not done. */
  Frame error(Problem problem, @Nullable Payload ref) {
    JsonBuffer json = begin("error", ref, problem.detail().length());
    json.ascii(",\"error\":");
    problem.write(json);
    return json.ascii('}').frame();
  }

  /** Everything up to the comma before the next field. */
  private static JsonBuffer begin(String type, @Nullable Payload ref, int more) {
    JsonBuffer json = new JsonBuffer(ENVELOPE + (ref == null ? 0 : ref.size()) + more);
    json.ascii("{\"type\":\"").ascii(type).ascii('"');
    if (ref != null) {
      json.ascii(",\"ref\":").raw(ref.json());
    }
    return json;
  }
}
