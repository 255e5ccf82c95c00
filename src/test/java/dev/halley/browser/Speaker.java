package dev.halley.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A guest who speaks to the server without a browser. */
public final class Speaker {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int TRIES = 3;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String token;

  public Speaker(String base, String name) {
    this.base = base;
    JsonObject wish = new JsonObject();
    wish.addProperty("name", name);
    wish.addProperty("secret", UUID.randomUUID().toString());
    HttpRequest request = request("session").POST(body(wish.toString())).build();
    token = JsonParser.parseString(send(request)).getAsJsonObject().get("token").getAsString();
  }

  /** What proves who this is. */
  String token() {
    return token;
  }

  public void say(String channel, String text) {
    say(channel, List.of(text));
  }

  /** Says at most a hundred things in one go. */
  public void say(String channel, List<String> texts) {
    List<JsonObject> payloads = new ArrayList<>();
    for (String text : texts) {
      JsonObject data = new JsonObject();
      data.addProperty("text", text);
      payloads.add(data);
    }
    publish(channel, payloads);
  }

  /** Publishes at most a hundred payloads in one go, whatever their shape. */
  void publish(String channel, List<JsonObject> payloads) {
    JsonArray batch = new JsonArray();
    for (JsonObject data : payloads) {
      JsonObject draft = new JsonObject();
      draft.addProperty("channel", channel);
      draft.addProperty("id", UUID.randomUUID().toString());
      draft.add("data", data);
      batch.add(draft);
    }
    send(authorized("publish").POST(body(batch.toString())).build());
  }

  /** Says what a room is about. */
  void topic(String channel, String topic) {
    JsonObject wish = new JsonObject();
    wish.addProperty("channel", channel);
    wish.addProperty("topic", topic);
    send(authorized("rooms").POST(body(wish.toString())).build());
  }

  /** The texts of a channel's newest messages, oldest first. */
  List<String> read(String channel) {
    String query =
        "history?limit=1000&channel=" + URLEncoder.encode(channel, StandardCharsets.UTF_8);
    JsonObject answer = JsonParser.parseString(send(authorized(query).build())).getAsJsonObject();
    List<String> texts = new ArrayList<>();
    answer
        .getAsJsonArray("messages")
        .forEach(
            message ->
                texts.add(
                    message.getAsJsonObject().getAsJsonObject("data").get("text").getAsString()));
    return texts;
  }

  private HttpRequest.Builder authorized(String path) {
    return request(path).header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + "v1/" + path))
        .timeout(ANSWER)
        .header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher body(String json) {
    return HttpRequest.BodyPublishers.ofString(json);
  }

  /**
   * Asks again, as every client must, where the connection breaks: a server may close one that was
   * kept at the very moment when it is used. All that is asked here does the same twice as once.
   */
  private String send(HttpRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return ask(request);
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private String ask(HttpRequest request) throws IOException {
    try {
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(
            "expected 200 from " + request.uri().getPath() + ", got " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the server", e);
    }
  }
}
