package dev.halley.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The keys of a login over a real wire. */
class PublishedKeysWebTest {

  @Test
  void whoBringsATokenDoesNotWaitForALoginThatIsSlow() throws IOException, InterruptedException {
    RSAKey key = LoginDesk.rsa("one");
    byte[] published = new JWKSet(List.of(key.toPublicJWK())).toString().getBytes(UTF_8);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jwks.json",
        exchange -> {
          asked.countDown();
          awaitQuietly(mayAnswer);
          exchange.sendResponseHeaders(200, published.length);
          exchange.getResponseBody().write(published);
          exchange.close();
        });
    server.start();
    LoginSettings.Published url =
        LoginSettings.Published.parse(
            "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
    try (PublishedKeys keys =
        PublishedKeys.start(url, Set.of(LoginAlgorithm.RS256), InstantSource.system())) {
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      // Were this to wait for the answer, it would not come: only this thread lets it go.
      assertThat(keys.find(LoginAlgorithm.RS256, "one")).isEqualTo(new LoginKeys.Found.NotYet());

      mayAnswer.countDown();

      await()
          .untilAsserted(
              () ->
                  assertThat(keys.find(LoginAlgorithm.RS256, "one"))
                      .isEqualTo(new LoginKeys.Found.Keys(List.of(key.toPublicJWK()))));
    } finally {
      mayAnswer.countDown();
      server.stop(0);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
