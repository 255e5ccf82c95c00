package dev.halley.protocol.json;

import dev.halley.hub.Batch;
import dev.halley.hub.Carrier;
import dev.halley.hub.Delivery;
import dev.halley.hub.End;
import dev.halley.hub.Outlet;
import dev.halley.message.Cursor;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problems;
import dev.halley.protocol.Refusals;
import dev.halley.protocol.Stream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A response that goes on: takes one batch after another, until it is long enough; or just one,
 * where a poll asked for beats while it is held.
 */
final class StreamOutlet implements Outlet {

  /** How often a silent stream says that it is there. */
  private static final Duration BEAT = Duration.ofSeconds(15);

  private final Connection connection;
  private final Framing framing;
  private final Asking asking;
  private final JsonLimits limits;
  private final Refusals refusals;
  private final Carrier carrier;
  private final Duration beat;
  private @Nullable Stream stream;
  private long carried;

  private StreamOutlet(
      Connection connection,
      Framing framing,
      Asking asking,
      JsonLimits limits,
      Refusals refusals,
      Carrier carrier,
      Duration beat) {
    this.connection = connection;
    this.framing = framing;
    this.asking = asking;
    this.limits = limits;
    this.refusals = refusals;
    this.carrier = carrier;
    this.beat = beat;
  }

  /** The outlet of a stream. */
  static StreamOutlet stream(
      Connection connection,
      Framing framing,
      Asking asking,
      JsonLimits limits,
      Refusals refusals,
      Carrier carrier) {
    return new StreamOutlet(connection, framing, asking, limits, refusals, carrier, BEAT);
  }

  /**
   * The outlet of one poll.
   *
   * @param beat how often it says that it is there while it is held, in seconds
   */
  static StreamOutlet poll(
      Connection connection,
      Framing framing,
      Asking asking,
      JsonLimits limits,
      Refusals refusals,
      int beat) {
    Duration every = Duration.ofSeconds(beat);
    return new StreamOutlet(connection, framing, asking, limits, refusals, Carrier.POLL, every);
  }

  @Override
  public void begin(Delivery delivery) {
    Answer head = new Answer(200, framing.contentType(), framing.headers(), framing.opening());
    stream = connection.stream(new Opening(head, framing.beat(), beat, delivery::wake));
    connection.whenGone(() -> delivery.end(End.GONE));
  }

  @Override
  public Carrier carrier() {
    return carrier;
  }

  @Override
  public boolean ready() {
    return stream().ready();
  }

  @Override
  public boolean nextIsLast() {
    return carrier == Carrier.POLL;
  }

  @Override
  public void deliver(Batch batch) {
    send(framing.batch(batch));
  }

  @Override
  public boolean isFull() {
    return nextIsLast() || carried >= JsonLimits.MAX_STREAM;
  }

  @Override
  public void waits() {
    asking.waits();
  }

  @Override
  public void end(End why, Cursor cursor) {
    switch (why) {
      case SUPERSEDED -> send(framing.empty(cursor, 0, true));
      case DRAINED -> send(framing.empty(cursor, limits.someDrainDelay(), false));
      case EXPIRED -> refuse(Problems.expired());
      case REMOVED -> refuse(Problems.removed(asking.caller()));
      case FAILED -> refuse(Problems.storeUnavailable());
      case ANSWERED, HOLD_RAN_OUT -> {
        // A stream is long or old enough: its client goes on with the cursor it has.
        if (nextIsLast()) {
          send(framing.empty(cursor, 0, false));
        }
      }
      case GONE -> {
        // Nobody is there to be told.
      }
    }
  }

  private void refuse(Problem problem) {
    refusals.refused(problem.code());
    send(framing.problem(problem));
  }

  private void send(Frame frame) {
    carried += frame.size();
    stream().send(frame);
  }

  private Stream stream() {
    return Objects.requireNonNull(stream);
  }

  @Override
  public void release() {
    stream().release();
    asking.over();
  }
}
