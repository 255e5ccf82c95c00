package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The WAR is served by each container, and each does what the other tests want of it. */
class ServerProcessIT {

  private static final String FILE = "/robots.txt";

  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @EnumSource(Container.class)
  void containerServesTheFilesOfTheWar(Container kind) throws Exception {
    HttpResponse<String> answer = get(SharedServers.of(kind), FILE);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(Files.readString(BuiltFiles.jettyBase().resolveSibling("webapp" + FILE)));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void containerKeepsToItselfWhatIsNotForClients(Container kind) throws Exception {
    assertThat(get(SharedServers.of(kind), "/WEB-INF/web.xml").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void sharedServerIsStartedOnce(Container kind) {
    assertThat(SharedServers.of(kind).pid()).isEqualTo(SharedServers.of(kind).pid());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void undeployTakesTheWebApplicationAndLeavesTheContainer(Container kind, @TempDir Path data)
      throws Exception {
    try (ServerProcess server = ServerProcess.start(kind, data, Map.of())) {
      assertThat(get(server, FILE).statusCode()).isEqualTo(200);

      server.undeploy();

      // It says so when the application has stopped, a moment before it is out of the container.
      Awaitility.await()
          .atMost(RawConnection.SOON)
          .untilAsserted(() -> assertThat(get(server, FILE).statusCode()).isEqualTo(404));
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void sigtermStopsTheServerSoon(Container kind, @TempDir Path data) {
    try (ServerProcess server = ServerProcess.start(kind, data, Map.of())) {
      assertThat(server.terminate()).isLessThan(Duration.ofSeconds(25));
      assertThat(ProcessHandle.of(server.pid())).isEmpty();
    }
  }

  private HttpResponse<String> get(ServerProcess server, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(RawConnection.SOON)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
