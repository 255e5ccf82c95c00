package dev.halley.proxies;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket.
 *
 * @param base the server's address, with the last slash
 */
record SocketCarrier(HttpClient client, URI base) implements Carrier {

  /** The server pings more often than this; a socket that says nothing for so long is dead. */
  private static final long PATIENCE_SECONDS = 40;

  /** In place of a text, when there will be no more. */
  private static final String OVER = "";

  @Override
  public void carry(Reading reading) throws IOException, InterruptedException {
    Inbox inbox = new Inbox();
    WebSocket socket = open(inbox);
    try {
      send(socket, reading.frame().toString());
      for (String text = inbox.next(); !text.equals(OVER); text = inbox.next()) {
        JsonObject frame = JsonParser.parseString(text).getAsJsonObject();
        if (frame.get("type").getAsString().equals("answer") || frame.has("error")) {
          reading.take(frame);
        }
      }
    } finally {
      socket.abort();
    }
  }

  private WebSocket open(Inbox inbox) throws IOException, InterruptedException {
    URI uri = URI.create("ws" + base.toString().substring("http".length()) + "v1/ws");
    try {
      return client
          .newWebSocketBuilder()
          .subprotocols("halley.v1")
          .buildAsync(uri, inbox)
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        throw new RefusedException(refused.getResponse().statusCode(), "no WebSocket");
      }
      throw new IOException("no WebSocket", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no WebSocket in " + PATIENCE_SECONDS + " s", e);
    }
  }

  /** Sends a text over a socket that may be cut by then, as any other may. */
  private static void send(WebSocket socket, String text) throws IOException, InterruptedException {
    try {
      socket.sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the WebSocket was cut", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("a text was not sent in " + PATIENCE_SECONDS + " s", e);
    }
  }

  /** The texts that came, whole, in order. */
  private static final class Inbox implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    String next() throws IOException, InterruptedException {
      String text = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (text == null) {
        throw new EOFException("silent for " + PATIENCE_SECONDS + " s");
      }
      return text;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      texts.add(OVER);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      texts.add(OVER);
    }
  }
}
