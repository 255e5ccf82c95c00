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
import dev.halley.protocol.Problems;

/** A poll: takes one batch, or an end, and answers with it. */
final class JsonOutlet implements Outlet {

  private final Connection connection;
  private final JsonEncoder encoder;
  private final Asking asking;
  private final int hold;
  private final JsonLimits limits;

  /**
   * The outlet of one poll.
   *
   * @param hold how long it is held before that is shortened, in seconds
   */
  JsonOutlet(
      Connection connection, JsonEncoder encoder, Asking asking, int hold, JsonLimits limits) {
    this.connection = connection;
    this.encoder = encoder;
    this.asking = asking;
    this.hold = hold;
    this.limits = limits;
  }

  @Override
  public void begin(Delivery delivery) {
    connection.whenGone(() -> delivery.end(End.GONE));
  }

  @Override
  public Carrier carrier() {
    return Carrier.POLL;
  }

  @Override
  public boolean ready() {
    return connection.ready();
  }

  @Override
  public boolean nextIsLast() {
    return true;
  }

  @Override
  public void deliver(Batch batch) {
    answer(encoder.answer(batch, hold));
  }

  @Override
  public boolean isFull() {
    return true;
  }

  @Override
  public void waits() {
    asking.waits();
  }

  @Override
  public void end(End why, Cursor cursor) {
    switch (why) {
      case HOLD_RAN_OUT, ANSWERED -> answer(encoder.empty(cursor, hold, 0, false));
      case SUPERSEDED -> answer(encoder.empty(cursor, hold, 0, true));
      case DRAINED -> answer(encoder.empty(cursor, hold, limits.someDrainDelay(), false));
      case EXPIRED -> connection.answer(Problems.expired().answer());
      case REMOVED -> connection.answer(Problems.removed(asking.caller()).answer());
      case FAILED -> connection.answer(Problems.storeUnavailable().answer());
      case GONE -> {
        // Nobody is there to be told.
      }
    }
  }

  private void answer(Frame frame) {
    connection.answer(Answer.ok(frame));
  }

  @Override
  public void release() {
    connection.release();
    asking.over();
  }
}
