package dev.halley.proxies;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Somebody with a name, who writes and tries again until there is an answer. */
final class Guest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final HttpClient client;
  private final URI base;
  private final String token;

  private Guest(HttpClient client, URI base, String token) {
    this.client = client;
    this.base = base;
    this.token = token;
  }

  static Guest enter(Route route, String name) {
    HttpClient client = route.client();
    JsonObject wish = new JsonObject();
    wish.addProperty("name", name);
    JsonObject session = insist(client, route.base().resolve("v1/session"), wish);
    return new Guest(client, route.base(), session.get("token").getAsString());
  }

  String token() {
    return token;
  }

  /**
   * Says a number in a channel; returns once it is stored.
   *
   * @param id the message's, the same at each try
   */
  void say(String channel, String id, int number) {
    JsonObject draft = new JsonObject();
    draft.addProperty("channel", channel);
    draft.addProperty("id", id);
    draft.addProperty("data", number);
    draft.addProperty("token", token);
    insist(client, base.resolve("v1/publish"), draft);
  }

  private static JsonObject insist(HttpClient client, URI uri, JsonObject content) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(content.toString()))
            .build();
    long start = System.nanoTime();
    String last = "no answer";
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      try {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return JsonParser.parseString(response.body()).getAsJsonObject();
        }
        last = response.statusCode() + ": " + response.body();
        if (response.statusCode() < 500) {
          break;
        }
      } catch (IOException e) {
        last = e.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + uri.getPath(), e);
      }
      LockSupport.parkNanos(PAUSE);
    }
    throw new AssertionError("no good answer from " + uri.getPath() + "; the last was " + last);
  }
}
