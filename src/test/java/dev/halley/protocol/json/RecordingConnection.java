package dev.halley.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Opening;
import dev.halley.protocol.Stream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps the answer that it is given, and the frames of one that goes on. */
final class RecordingConnection implements Connection {

  private final CountDownLatch released = new CountDownLatch(1);
  private final List<String> streamed = new CopyOnWriteArrayList<>();
  private volatile @Nullable Answer answer;
  private volatile @Nullable Opening opening;
  private volatile @Nullable Runnable gone;

  @Override
  public boolean ready() {
    return answer == null;
  }

  @Override
  public void answer(Answer next) {
    if (answer == null) {
      answer = next;
    }
  }

  @Override
  public Stream stream(Opening begun) {
    answer = begun.head();
    opening = begun;
    streamed.add(new String(begun.head().body().bytes(), UTF_8));
    return new Stream() {
      @Override
      public boolean ready() {
        return true;
      }

      @Override
      public void send(Frame frame) {
        streamed.add(new String(frame.bytes(), UTF_8));
      }

      @Override
      public void release() {
        released.countDown();
      }
    };
  }

  /** The whole answer as text. */
  String whole() {
    return new String(await().body().bytes(), UTF_8);
  }

  /** All that was streamed so far. */
  String streamed() {
    return String.join("", streamed);
  }

  /** How the stream began; fails if there is none. */
  Opening opening() {
    Opening begun = opening;
    if (begun == null) {
      throw new AssertionError("no stream was begun");
    }
    return begun;
  }

  @Override
  public void release() {
    released.countDown();
  }

  @Override
  public void whenGone(Runnable call) {
    gone = call;
  }

  /** The client leaves. */
  void leave() {
    Runnable call = gone;
    if (call != null) {
      call.run();
    }
  }

  boolean isReleased() {
    return released.getCount() == 0;
  }

  boolean isAnswered() {
    return answer != null;
  }

  /** The answer, once the connection is released. */
  Answer await() {
    try {
      if (!released.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing was released");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Answer found = answer;
    if (found == null) {
      throw new AssertionError("released without an answer");
    }
    return found;
  }

  JsonElement json() {
    return JsonParser.parseString(new String(await().body().bytes(), UTF_8));
  }

  JsonObject object() {
    return json().getAsJsonObject();
  }

  /** The code of the problem that the answer is. */
  String code() {
    return object().get("code").getAsString();
  }
}
