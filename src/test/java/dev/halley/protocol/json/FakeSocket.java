package dev.halley.protocol.json;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.halley.protocol.Closing;
import dev.halley.protocol.Conversation;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Socket;
import dev.halley.protocol.SocketProtocol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A socket in a test's hands: keeps what is sent, and takes nothing while it is told not to. */
final class FakeSocket implements Socket {

  /** What happens to a thread that is about to send, before anyone else knows. */
  volatile Consumer<Frame> beforeSending = frame -> {};

  private final List<Frame> sent = new ArrayList<>();
  private final Queue<Parcel> waiting = new ArrayDeque<>();
  private boolean writable = true;
  private @Nullable Closing closing;
  private volatile @Nullable Conversation conversation;

  private record Parcel(Frame frame, BooleanSupplier wanted) {}

  static FakeSocket open(SocketProtocol.Welcome.In welcome) {
    FakeSocket socket = new FakeSocket();
    socket.conversation = welcome.begin().apply(socket);
    return socket;
  }

  Conversation conversation() {
    return Objects.requireNonNull(conversation);
  }

  FakeSocket say(String json) {
    conversation().said(json);
    return this;
  }

  @Override
  public synchronized boolean ready() {
    return writable && waiting.isEmpty() && closing == null;
  }

  @Override
  public void send(Frame frame, BooleanSupplier wanted) {
    beforeSending.accept(frame);
    synchronized (this) {
      if (closing == null) {
        waiting.add(new Parcel(frame, wanted));
        pump();
      }
    }
  }

  private void pump() {
    while (writable && !waiting.isEmpty()) {
      Parcel next = waiting.remove();
      if (next.wanted.getAsBoolean()) {
        sent.add(next.frame);
      }
    }
  }

  @Override
  public synchronized void close(Closing why) {
    closing = closing == null ? why : closing;
  }

  /** The client reads no more, for now. */
  synchronized void stall() {
    writable = false;
  }

  /** The client reads on. */
  void flow() {
    synchronized (this) {
      writable = true;
      pump();
    }
    conversation().writable();
  }

  synchronized List<Frame> frames() {
    return List.copyOf(sent);
  }

  /** What came, as JSON, once it is so many messages. */
  List<JsonObject> await(int count) {
    Awaitility.await().until(() -> frames().size() >= count);
    return messages();
  }

  List<JsonObject> messages() {
    return frames().stream()
        .map(frame -> JsonParser.parseString(frame.text()).getAsJsonObject())
        .toList();
  }

  /** The one message that has come, or comes soon. */
  JsonObject only() {
    List<JsonObject> messages = await(1);
    if (messages.size() != 1) {
      throw new AssertionError("more than one message: " + messages);
    }
    return messages.get(0);
  }

  synchronized @Nullable Closing closing() {
    return closing;
  }

  /** The code with which it is closed, which must be soon. */
  Closing.Code awaitClose() {
    Awaitility.await().until(() -> closing() != null);
    return Objects.requireNonNull(closing()).code();
  }
}
