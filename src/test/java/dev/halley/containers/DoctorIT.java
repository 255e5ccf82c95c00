package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doctor's page measures a path with. */
class DoctorIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void echoTellsWhatReachedTheServer(Container container) {
    Site site = Site.shared(container);
    RawRequest request =
        RawRequest.post("/doctor/echo", "{}")
            .type("application/json")
            .header("Authorization", "Bearer s3cret")
            .header("Last-Event-ID", "7")
            .header("Via", "1.1 somewhere")
            .header("X-Secret", "s3cret")
            .header("Cookie", "a=s3cret");

    RawResponse response = site.ask(request).ok();

    assertThat(response.text()).doesNotContain("s3cret");
    assertThat(response.header("Cache-Control").orElse("")).contains("no-store");
    JsonObject echo = response.json();
    assertThat(echo.get("method").getAsString()).isEqualTo("POST");
    assertThat(echo.get("protocol").getAsString()).isEqualTo("HTTP/1.1");
    assertThat(echo.get("authorization").getAsBoolean()).isTrue();
    assertThat(echo.get("time").getAsLong()).isGreaterThan(1_600_000_000_000L);
    JsonObject headers = echo.getAsJsonObject("headers");
    assertThat(headers.get("Content-Type").getAsString()).startsWith("application/json");
    assertThat(headers.get("Last-Event-ID").getAsString()).isEqualTo("7");
    assertThat(headers.get("Via").getAsString()).isEqualTo("1.1 somewhere");
    JsonObject bare = site.ask(RawRequest.of("DELETE", "/doctor/echo").version("HTTP/1.0")).json();
    assertThat(bare.get("authorization").getAsBoolean()).isFalse();
    assertThat(bare.get("protocol").getAsString()).isEqualTo("HTTP/1.0");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void holdIsSilentAndThenAnswered(Container container) {
    Site site = Site.shared(container);
    String id = site.fresh("");
    try (RawConnection connection = site.connect()) {
      connection.send(RawRequest.get("/doctor/probe/hold?s=2&id=" + id));
      connection.staysSilent(Duration.ofSeconds(1));

      assertThat(connection.read().ok().json().get("held").getAsInt()).isEqualTo(2);
    }
    JsonObject seen = site.ask(RawRequest.get("/doctor/probe/seen?id=" + id)).ok().json();
    assertThat(seen.get("seen").getAsInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void dripComesLineByLine(Container container) throws Exception {
    Site site = Site.shared(container);
    List<String> expected = IntStream.rangeClosed(1, 16).mapToObj(String::valueOf).toList();

    assertThat(lines(site, "drip?n=16", "application/x-ndjson")).isEqualTo(expected);
    assertThat(lines(site, "drip?n=16&type=events", "text/event-stream"))
        .isEqualTo(expected.stream().flatMap(n -> List.of("data: " + n, "").stream()).toList());
  }

  /** The lines of a drip, whose first comes long before its last. */
  private static List<String> lines(Site site, String query, String type) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + site.port() + "/doctor/probe/" + query);
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      lines.add(line(reader));
      long first = System.nanoTime();
      reader.lines().forEach(lines::add);
      assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofSeconds(2));
    }
    return lines;
  }

  private static String line(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    return line == null ? "" : line;
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void eachAnswerHasAnotherNumber(Container container) {
    Site site = Site.shared(container);

    String first = site.ask(RawRequest.get("/doctor/probe/number")).ok().text();

    assertThat(site.ask(RawRequest.get("/doctor/probe/number")).ok().text()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hold",
        "hold?s=0",
        "hold?s=66",
        "hold?s=-1",
        "drip?n=21",
        "seen?id=a%20b",
        "seen?%"
      })
  void whatTheDoctorDoesNotTakeIsRefused(String query) {
    Site site = Site.shared(Container.JETTY);

    Problems.refused(site.ask(RawRequest.get("/doctor/probe/" + query)), 400, "invalid-parameter");
  }

  @Test
  void doctorHoldsSoManyAndNoMore(@TempDir Path data) {
    try (Site site = Site.start(Container.JETTY, data, Map.of())) {
      Problems.refused(site.ask(RawRequest.get("/doctor/probe/what")), 404, "not-found");
      Problems.refused(
          site.ask(RawRequest.of("PUT", "/doctor/probe/hold")), 405, "method-not-allowed");
      RawRequest hold = RawRequest.get("/doctor/probe/hold?s=65");
      try (HeldPolls held = HeldPolls.open(site, Collections.nCopies(120, hold))) {
        held.await(RawConnection.SOON, () -> held.ended() >= 20);

        List<RawResponse> refused =
            held.outcomes().stream().flatMap(o -> o.answer().stream()).toList();
        assertThat(refused).hasSizeGreaterThanOrEqualTo(20);
        refused.forEach(answer -> Problems.refused(answer, 503, "overloaded"));
      }
    }
  }

  @Test
  void stopDoesNotWaitForWhatTheDoctorHolds(@TempDir Path data) {
    try (Site site = Site.start(Container.JETTY, data, Map.of());
        RawConnection connection = site.connect()) {
      connection.send(RawRequest.get("/doctor/probe/hold?s=65"));
      connection.staysSilent(Duration.ofMillis(300));

      CompletableFuture<Duration> stopped =
          CompletableFuture.supplyAsync(site.process()::terminate);

      Problems.refused(connection.read(), 503, "draining");
      assertThat(stopped.join()).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void withoutDoctorThereIsNeitherPageNorProbe(@TempDir Path data) {
    try (Site site = Site.start(Container.JETTY, data, Map.of("doctor", "off"))) {
      for (String path : List.of("/doctor/", "/doctor", "/doctor/echo", "/doctor/probe/number")) {
        Problems.refused(site.ask(RawRequest.get(path)), 404, "not-found");
      }
    }
  }
}
