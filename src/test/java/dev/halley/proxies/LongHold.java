package dev.halley.proxies;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What becomes of a poll that is held, and silent, for as long as the server holds any. */
final class LongHold {

  static final String COLUMN = "55 s of silence";

  private static final int HOLD = 55;
  private static final String ANSWER = "an answer";

  private LongHold() {}

  /**
   * Asks through a proxy of its own, whose connections nobody else cuts.
   *
   * @return {@code kept}, or what the client saw, and after how many seconds, in tens
   */
  static String through(ProxyKind kind, int server) {
    try (ProxyProcess proxy = ProxyProcess.start(kind, server)) {
      Route route = proxy.route();
      Guest guest = Guest.enter(route, "hold-" + kind.file());
      Reading reading = new Reading("/room/hold", guest.token());
      CarrierKind.POLL.through(route).carry(reading);
      URI uri = route.base().resolve("v1/poll?hold=" + HOLD + "&" + reading.query());
      long start = System.nanoTime();
      String saw = saw(route, uri);
      long tens = Duration.ofNanos(System.nanoTime() - start).toSeconds() / 10;
      return saw.equals(ANSWER) && tens >= 4 ? "kept" : saw + " after " + 10 * tens + " s";
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static String saw(Route route, URI uri) throws InterruptedException {
    try {
      HttpResponse<String> response =
          route.client().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        return JsonParser.parseString(response.body()).getAsJsonObject().has("cursor")
            ? ANSWER
            : "no answer";
      }
      return Integer.toString(response.statusCode());
    } catch (IOException e) {
      return "a cut";
    }
  }
}
