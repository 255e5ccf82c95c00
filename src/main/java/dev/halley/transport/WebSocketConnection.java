package dev.halley.transport;

import dev.halley.protocol.Closing;
import dev.halley.protocol.Conversation;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Socket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: sends one thing at a time (Jakarta WebSocket 2.1, {@code RemoteEndpoint}), asks
 * the client now and then whether it is there, and gives up a client that is not, or that does not
 * read.
 *
 * <p>The algorithm: what is to be sent waits in a queue; whoever adds to it, or hears that
 * something was sent, calls {@link #go}. There {@link #turns} counts who came; whoever raises it
 * from 0 sends what can be sent until nobody has come meanwhile, the others go home. Something is
 * sent only while nothing else is under way. So no two threads send at once, order is kept, and
 * nobody waits. Pings go through the same queue, because a ping beside a message has some
 * containers wait for one of the two.
 *
 * <p>A socket closes once what was sent before is out. After that, or when it is lost, {@link
 * #over} is true for good and nothing more is sent.
 */
final class WebSocketConnection implements Socket {

  private static final Logger LOG = System.getLogger(WebSocketConnection.class.getName());

  /** So many pings without an answer, and the client is taken for gone. */
  private static final int UNANSWERED = 2;

  private static final Closing LOST =
      new Closing(Closing.Code.GOING_AWAY, "no answer to " + UNANSWERED + " pings");
  private static final Closing STALLED =
      new Closing(Closing.Code.TRY_LATER, "a message could not be sent in time");
  private static final Closing UNREAD =
      new Closing(Closing.Code.TRY_LATER, "more is to be read than waits here");

  private final WebSocketWire wire;
  private final SocketLimits limits;
  private final LongSupplier ticker;
  private final TextPieces pieces;
  private final Queue<Parcel> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong unread = new AtomicLong();
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();

  private volatile @Nullable Conversation conversation;
  private volatile @Nullable Closing closing;
  private volatile boolean over;

  /** Something is under way; since when. Set by a turn, taken back when it is sent. */
  private volatile boolean sending;

  private volatile long since;

  /** Somebody found the socket not ready and wants to be told. */
  private volatile boolean awaited;

  /** Whether the client is still listened to. Only its messages touch it. */
  private boolean listening = true;

  /** What waits to be sent. */
  private sealed interface Parcel {

    record Message(Frame frame, BooleanSupplier wanted) implements Parcel {}

    enum Sign implements Parcel {
      PING
    }
  }

  /**
   * A socket that was opened.
   *
   * @param ticker nanoseconds since some moment, never going back
   */
  WebSocketConnection(WebSocketWire wire, SocketLimits limits, LongSupplier ticker) {
    this.wire = wire;
    this.limits = limits;
    this.ticker = ticker;
    this.pieces = new TextPieces(limits.maxText());
  }

  /** Begins the conversation. Before all else. */
  void begin(Function<Socket, Conversation> begin) {
    conversation = begin.apply(this);
  }

  private Conversation conversation() {
    return Objects.requireNonNull(conversation);
  }

  @Override
  public boolean ready() {
    if (isIdle()) {
      return true;
    }
    awaited = true;
    // If it has become idle meanwhile, nobody may have seen the note.
    return isIdle();
  }

  private boolean isIdle() {
    return queue.isEmpty() && !sending && closing == null && !over;
  }

  @Override
  public void send(Frame frame, BooleanSupplier wanted) {
    if (closing != null || over) {
      return;
    }
    if (unread.get() > limits.maxUnread()) {
      giveUp(UNREAD);
      return;
    }
    unread.addAndGet(frame.size());
    queue.add(new Parcel.Message(frame, wanted));
    go();
  }

  @Override
  public void close(Closing why) {
    if (closing == null) {
      closing = why;
    }
    go();
  }

  /** Closes at once, whatever is still to be sent. */
  void giveUp(Closing why) {
    over = true;
    queue.clear();
    wire.close(why);
    conversation().gone();
  }

  private void go() {
    if (turns.getAndIncrement() == 0) {
      int came = 1;
      while (came != 0) {
        turn();
        came = turns.addAndGet(-came);
      }
    }
  }

  private void turn() {
    while (!sending && !over) {
      Parcel next = queue.peek();
      if (next == null) {
        settle();
        return;
      }
      if (next instanceof Parcel.Message message) {
        unread.addAndGet(-message.frame.size());
        if (message.wanted.getAsBoolean()) {
          begin(() -> wire.send(message.frame.text(), this::sent));
        }
      } else {
        unanswered.incrementAndGet();
        begin(() -> wire.ping(this::sent));
      }
      // Last: or the socket would look idle while the message is on its way.
      queue.poll();
    }
  }

  private void begin(Runnable sends) {
    since = ticker.getAsLong();
    sending = true;
    try {
      sends.run();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /**
   * What was under way is with the container.
   *
   * @param failure why it is not; null if it is
   */
  private void sent(@Nullable Throwable failure) {
    if (failure != null) {
      fail(failure);
      return;
    }
    sending = false;
    go();
  }

  private void fail(Throwable failure) {
    LOG.log(Level.DEBUG, "Nothing more can be sent over a socket", failure);
    giveUp(LOST);
  }

  private void settle() {
    Closing why = closing;
    if (why != null) {
      over = true;
      wire.close(why);
    } else if (awaited) {
      awaited = false;
      conversation().writable();
    }
  }

  /** A piece of a message has come. On the container's threads, one call at a time. */
  void hear(String piece, boolean last) {
    unanswered.set(0);
    if (!listening) {
      return;
    }
    if (!pieces.add(piece)) {
      refuse(
          new Closing(
              Closing.Code.TOO_BIG, "a message takes at most " + limits.maxText() + " bytes"));
    } else if (last) {
      conversation().said(pieces.take());
    }
  }

  /** A piece of something that is not text has come, as {@link #hear} is called. */
  void hearBinary() {
    if (listening) {
      refuse(new Closing(Closing.Code.NOT_TEXT, "a message takes text"));
    }
  }

  private void refuse(Closing why) {
    listening = false;
    conversation().gone();
    close(why);
  }

  /** The client has answered a ping. */
  void hearPong() {
    unanswered.set(0);
  }

  /** To be called as often as a ping is due. */
  void beat() {
    if (over) {
      return;
    }
    if (sending) {
      if (ticker.getAsLong() - since > limits.stall().toNanos()) {
        giveUp(STALLED);
      }
    } else if (unanswered.get() == UNANSWERED) {
      giveUp(LOST);
    } else {
      queue.add(Parcel.Sign.PING);
      go();
    }
  }

  /** This server stops. */
  void drain() {
    conversation().drain();
  }

  /** The container has closed the socket. */
  void closed() {
    over = true;
    queue.clear();
    conversation().gone();
  }
}
