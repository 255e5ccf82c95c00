package dev.halley.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * WebDriver BiDi (W3C), as far as these tests speak it: commands and their results over a WebSocket
 * to the browser itself, with no driver between. Selenium's own client cannot begin a session
 * without one.
 */
final class BiDi implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private final WebSocket socket;

  /** Begins a session with a browser that listens at this address. */
  BiDi(URI address) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Results())
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
    JsonObject wishes = new JsonObject();
    wishes.add("capabilities", new JsonObject());
    command("session.new", wishes);
  }

  /**
   * Asks, and waits for the result.
   *
   * @throws AssertionError if the browser says that it failed, or nothing
   */
  JsonObject command(String method, JsonObject parameters) {
    int id = last.incrementAndGet();
    JsonObject message = new JsonObject();
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", parameters);
    CompletableFuture<JsonObject> result = new CompletableFuture<>();
    open.put(id, result);
    try {
      socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      JsonObject answer = result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer.get("type").getAsString().equals("error")) {
        throw new AssertionError(method + " failed: " + answer.get("message").getAsString());
      }
      return answer.getAsJsonObject("result");
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(method + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + method, e);
    } finally {
      open.remove(id);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Puts the parts of a message together, and gives each result to who waits for it. */
  private final class Results implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
      part.append(data);
      if (whole) {
        JsonObject message = JsonParser.parseString(part.toString()).getAsJsonObject();
        part.setLength(0);
        // Events have no id; nobody here asked for any.
        if (message.has("id") && message.get("id").isJsonPrimitive()) {
          CompletableFuture<JsonObject> waiting = open.get(message.get("id").getAsInt());
          if (waiting != null) {
            waiting.complete(message);
          }
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      open.values().forEach(waiting -> waiting.completeExceptionally(error));
    }
  }
}
