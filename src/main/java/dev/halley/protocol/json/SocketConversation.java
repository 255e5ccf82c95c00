package dev.halley.protocol.json;

import dev.halley.auth.Action;
import dev.halley.auth.Caller;
import dev.halley.auth.Credentials;
import dev.halley.broker.Limit;
import dev.halley.hub.Delivery;
import dev.halley.hub.End;
import dev.halley.hub.Opened;
import dev.halley.hub.Subscription;
import dev.halley.message.Payload;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Closing;
import dev.halley.protocol.Conversation;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Problems;
import dev.halley.protocol.Socket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is said over one socket: at most one reading at a time, and messages that are published
 * beside it.
 *
 * <p>Three parties change what is read: the client, who reads anew; the hub, which ends a delivery;
 * the wire, which is lost. One atomic, {@link #state}, decides between them, by compare-and-set: a
 * reading that is no longer there ends nothing and closes nothing. A reading whose place was taken
 * also says nothing more: each of its messages asks, when its turn on the wire has come, whether it
 * was replaced, and nothing of the new reading is sent before it was. So of two readings' messages
 * all of the older come first.
 *
 * <p>Who asks is found out anew for each command, as for each request of HTTP: a token that was
 * given back or has run out ends here too.
 */
final class SocketConversation implements Conversation {

  private static final Logger LOG = System.getLogger(SocketConversation.class.getName());

  /** What a socket is at. */
  sealed interface State permits SocketReading, Still {}

  /** Where nothing is read. */
  private enum Still implements State {
    /** The client has not asked to read, or what it read has ended. */
    SILENT,
    /** The socket is closed, or about to be. */
    CLOSED
  }

  private final SocketDesk desk;
  private final Socket socket;
  private final String address;
  private final AtomicReference<State> state = new AtomicReference<>(Still.SILENT);

  /** Messages that were published and are not answered yet. */
  private final AtomicInteger publishing = new AtomicInteger();

  private final long opened = System.nanoTime();

  /** Who asks. Only the client's messages touch it, and they come one at a time. */
  private Credentials credentials;

  SocketConversation(SocketDesk desk, Socket socket, String address, Credentials credentials) {
    this.desk = desk;
    this.socket = socket;
    this.address = address;
    this.credentials = credentials;
  }

  @Override
  public void said(String text) {
    if (state.get() == Still.CLOSED) {
      return;
    }
    try {
      carryOut(desk.parser().parse(text));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A message over a socket was not carried out because of a defect", e);
      refuse(Problem.later(Code.OVERLOADED, "the message could not be handled", 1), null);
    }
  }

  private void carryOut(SocketCommand command) {
    if (isOld()) {
      if (leave(state.getAndSet(Still.CLOSED))) {
        socket.close(SocketReading.OLD);
      }
      return;
    }
    if (command instanceof SocketCommand.Read read) {
      read(read);
    } else if (command instanceof SocketCommand.Publish publish) {
      publish(publish);
    } else if (command instanceof SocketCommand.Refused refused) {
      refuse(refused.problem(), refused.ref());
    }
  }

  private void read(SocketCommand.Read command) {
    Credentials asking = asking(command.token());
    Caller caller = enter(asking, command.ref());
    if (caller == null) {
      return;
    }
    JsonCommand.Read read = command.read();
    Problem problem = desk.admission().check(caller, Action.READ, read.channels());
    if (problem == null) {
      problem = desk.admission().poll(caller);
    }
    if (problem != null) {
      refuse(problem, command.ref());
      return;
    }
    Asking begun = Asking.begin(caller, desk.admission().rates());
    Subscription subscription =
        new Subscription(
            caller,
            read.reader(),
            read.channels(),
            read.cursor(),
            read.history(),
            new Limit(read.limit(), desk.limits().maxAnswer()),
            isLogin() ? JsonLimits.STREAM_LIFE : Subscription.ENDLESS);
    SocketReading reading =
        new SocketReading(this, socket, desk, begun, read.hold(), command.ref());
    Delivery replaced = state.get() instanceof SocketReading before ? before.delivery() : null;
    if (desk.hub().open(subscription, reading, replaced) instanceof Opened.Refused refused) {
      refuse(Problems.refused(refused.reason()), command.ref());
    } else {
      credentials = asking;
    }
  }

  private void publish(SocketCommand.Publish command) {
    Payload ref = command.ref();
    Caller caller = enter(asking(command.token()), ref);
    if (caller == null) {
      return;
    }
    if (publishing.incrementAndGet() > JsonLimits.MAX_PUBLISHING) {
      publishing.decrementAndGet();
      refuse(
          Problem.later(
              Code.OVERLOADED,
              "a socket takes " + JsonLimits.MAX_PUBLISHING + " messages that wait for an answer",
              1),
          ref);
      return;
    }
    desk.publisher()
        .publish(
            caller,
            command.message(),
            outcome -> {
              publishing.decrementAndGet();
              send(desk.outcome(outcome, ref));
            });
  }

  /**
   * Whether it was the container that said who asks. It did so once, with the handshake, and does
   * not say when they log out.
   */
  private boolean isLogin() {
    return credentials instanceof Credentials.Principal;
  }

  private boolean isOld() {
    return isLogin() && System.nanoTime() - opened > JsonLimits.STREAM_LIFE.toNanos();
  }

  private Credentials asking(@Nullable String token) {
    return token == null ? credentials : new Credentials.Bearer(token);
  }

  /** Who asks; null if they were refused. */
  private @Nullable Caller enter(Credentials asking, @Nullable Payload ref) {
    Admission.Entry entry = desk.admission().enter(asking, address);
    if (entry instanceof Admission.Entry.Out out) {
      refuse(out.problem(), ref);
      return null;
    }
    return ((Admission.Entry.In) entry).caller();
  }

  private void refuse(Problem problem, @Nullable Payload ref) {
    Frame frame = desk.refusal(problem, ref);
    if (problem.code() != Code.EXPIRED_TOKEN) {
      send(frame);
    } else if (leave(state.getAndSet(Still.CLOSED))) {
      send(frame);
      socket.close(SocketReading.EXPIRED);
    }
  }

  /** Gives up what was read; false if the socket was closed before. */
  private static boolean leave(State before) {
    if (before instanceof SocketReading reading) {
      reading.replace();
      reading.delivery().end(End.GONE);
    }
    return before != Still.CLOSED;
  }

  private void send(Frame frame) {
    socket.send(frame, () -> true);
  }

  /** A reading takes the place of what was read before; false if the socket is closed. */
  boolean take(SocketReading reading) {
    State before = state.get();
    while (before != Still.CLOSED && !state.compareAndSet(before, reading)) {
      before = state.get();
    }
    if (before instanceof SocketReading replaced) {
      replaced.replace();
    }
    return before != Still.CLOSED;
  }

  /**
   * A reading has ended, and the socket stays.
   *
   * @param why what the client is told, unless it has gone on to read anew
   */
  void end(SocketReading reading, Frame why) {
    if (state.compareAndSet(reading, Still.SILENT)) {
      send(why);
    }
  }

  /**
   * A reading has ended, and with it the socket, unless the client has gone on to read anew.
   *
   * @param last what the client is told; null for nothing
   */
  void close(SocketReading reading, @Nullable Frame last, Closing why) {
    if (state.compareAndSet(reading, Still.CLOSED)) {
      if (last != null) {
        send(last);
      }
      socket.close(why);
    }
  }

  @Override
  public void writable() {
    if (state.get() instanceof SocketReading reading) {
      reading.delivery().wake();
    }
  }

  @Override
  public void drain() {
    if (state.get() instanceof SocketReading reading) {
      reading.delivery().end(End.DRAINED);
    } else if (state.compareAndSet(Still.SILENT, Still.CLOSED)) {
      // One that begins to read at this moment is refused or drained by the hub.
      socket.close(SocketReading.DRAINED);
    }
  }

  @Override
  public void gone() {
    boolean unused = leave(state.getAndSet(Still.CLOSED));
  }
}
