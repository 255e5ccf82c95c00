package dev.halley.protocol.json;

import dev.halley.hub.Batch;
import dev.halley.hub.Carrier;
import dev.halley.hub.Delivery;
import dev.halley.hub.End;
import dev.halley.hub.Outlet;
import dev.halley.message.Cursor;
import dev.halley.message.Payload;
import dev.halley.protocol.Closing;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problems;
import dev.halley.protocol.Socket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one {@code read} over a socket brings, until the next or the end of the socket. */
final class SocketReading implements Outlet, SocketConversation.State {

  static final Closing EXPIRED = new Closing(Closing.Code.EXPIRED, "the token ran out");
  static final Closing DRAINED = new Closing(Closing.Code.GOING_AWAY, "this server stops");
  private static final Closing SUPERSEDED =
      new Closing(Closing.Code.NORMAL, "a newer socket of this reader took over");
  static final Closing OLD = new Closing(Closing.Code.NORMAL, "this socket is very old");

  private final SocketConversation conversation;
  private final Socket socket;
  private final SocketDesk desk;
  private final Asking asking;
  private final int hold;
  private final @Nullable Payload ref;

  private volatile @Nullable Delivery delivery;

  /** Whether another reading has its place: what it has said and is not out yet is left out. */
  private volatile boolean replaced;

  /**
   * A reading that the hub is about to open.
   *
   * @param hold what the answers say that a poll would be held, in seconds
   */
  SocketReading(
      SocketConversation conversation,
      Socket socket,
      SocketDesk desk,
      Asking asking,
      int hold,
      @Nullable Payload ref) {
    this.conversation = conversation;
    this.socket = socket;
    this.desk = desk;
    this.asking = asking;
    this.hold = hold;
    this.ref = ref;
  }

  @Override
  public void begin(Delivery begun) {
    delivery = begun;
    if (!conversation.take(this)) {
      begun.end(End.GONE);
    }
  }

  /** Only once it has begun: nobody finds it before. */
  Delivery delivery() {
    return Objects.requireNonNull(delivery);
  }

  /** Says nothing more from now on. */
  void replace() {
    replaced = true;
  }

  @Override
  public Carrier carrier() {
    return Carrier.SOCKET;
  }

  @Override
  public boolean ready() {
    return socket.ready();
  }

  @Override
  public boolean nextIsLast() {
    return false;
  }

  @Override
  public void deliver(Batch batch) {
    socket.send(desk.frames().answer(batch, hold, ref), () -> !replaced);
  }

  @Override
  public boolean isFull() {
    return false;
  }

  @Override
  public void waits() {
    asking.waits();
  }

  @Override
  public void end(End why, Cursor cursor) {
    switch (why) {
      case SUPERSEDED -> conversation.close(this, empty(cursor, 0, true), SUPERSEDED);
      case DRAINED ->
          conversation.close(this, empty(cursor, desk.limits().someDrainDelay(), false), DRAINED);
      case EXPIRED -> conversation.close(this, error(Problems.expired()), EXPIRED);
      case REMOVED -> conversation.end(this, error(Problems.removed(asking.caller())));
      case FAILED -> conversation.end(this, error(Problems.storeUnavailable()));
      case HOLD_RAN_OUT, ANSWERED -> conversation.close(this, null, OLD);
      case GONE -> {
        // Replaced, or nobody is there to be told.
      }
    }
  }

  private Frame empty(Cursor cursor, long delay, boolean superseded) {
    return desk.frames().empty(cursor, hold, delay, superseded, ref);
  }

  private Frame error(Problem problem) {
    return desk.refusal(problem, ref);
  }

  @Override
  public void release() {
    // The socket stays, or was closed with the last message.
    asking.over();
  }
}
