package dev.halley.protocol.json;

import dev.halley.hub.Batch;
import dev.halley.message.Cursor;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Problem;
import java.util.Map;

/** How what is said is laid into a response that goes on: one for each carrier. */
sealed interface Framing permits AnswerFraming, EventFraming {

  /** The media type of the response. */
  String contentType();

  /** The header fields that the response has besides those of every answer. */
  Map<String, String> headers();

  /** What the response begins with; may be empty. */
  Frame opening();

  /** What is sent while there is nothing to say; clients ignore it. */
  Frame beat();

  /** A batch: the same frame for all readers that stand at the same place. */
  Frame batch(Batch batch);

  /**
   * No message, only where the client stands.
   *
   * @param delay how long to wait before the next request, in milliseconds
   * @param superseded whether a newer request of the same reader took over
   */
  Frame empty(Cursor cursor, long delay, boolean superseded);

  /** Why there is nothing more. */
  Frame problem(Problem problem);
}
