package dev.halley.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project's own Jetty over HTTP/2: in the clear, and over TLS once a keystore is named. */
class Http2IT {

  private static final String PASSWORD = "change-it";
  private static final Pattern TLS =
      Pattern.compile("Started oejs\\.ServerConnector@\\w+\\{SSL.*\\{127\\.0\\.0\\.1:(\\d+)}");

  @Test
  void everyCarrierWorksOverHttp2(@TempDir Path folder) throws Exception {
    Path keystore = keystore(folder);
    List<String> arguments =
        List.of(
            "jetty.tls=on",
            "jetty.sslContext.keyStorePath=" + keystore,
            "jetty.sslContext.keyStorePassword=" + PASSWORD,
            "jetty.ssl.host=127.0.0.1",
            "jetty.ssl.port=0");
    try (Site site =
        new Site(
            ServerProcess.start(Container.JETTY, folder.resolve("data"), Map.of(), arguments))) {
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_2)
              .sslContext(trust(keystore))
              .build();
      for (String url :
          List.of("https://localhost:" + tlsPort(site), "http://localhost:" + site.port())) {
        // The first request of a connection in the clear asks for HTTP/2; it must have no body.
        HttpResponse<String> info =
            client.send(get(url + "/v1/info"), BodyHandlers.ofString(UTF_8));
        assertThat(info.version()).as(url).isEqualTo(HttpClient.Version.HTTP_2);
        for (Way way : Way.values()) {
          hearsWhatIsPublished(client, url, site, way);
        }
      }
      site.isWell();
    }
  }

  private static HttpRequest get(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60)).build();
  }

  private static void hearsWhatIsPublished(HttpClient client, String url, Site site, Way way)
      throws Exception {
    Person alice = site.guest();
    String room = site.room();
    Call read = Call.poll(room).and("cursor", alice.cursor(room)).and("client", "page");
    CompletableFuture<HttpResponse<InputStream>> asked =
        client.sendAsync(
            converted(url, alice.signed(way.request(read))), BodyHandlers.ofInputStream());
    if (way.goesOn()) {
      assertThat(asked.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    alice.publish(room, "one");
    HttpResponse<InputStream> response = asked.get(60, TimeUnit.SECONDS);
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(response.headers().firstValue("content-type").orElse("")).startsWith(way.type());
    try (InputStream body = response.body()) {
      StringBuilder text = new StringBuilder();
      assertThat(heard(body, text, way, 1)).containsExactly("one");
      if (way.goesOn()) {
        alice.publish(room, "two");
        assertThat(heard(body, text, way, 2)).containsExactly("one", "two");
        alice.ask(Call.to("/v1/leave").and("client", "page"));
        assertThat(body.readAllBytes()).as("what it says at its end").isNotEmpty();
      }
    }
  }

  private static List<String> heard(InputStream body, StringBuilder text, Way way, int count)
      throws Exception {
    return CompletableFuture.supplyAsync(
            () -> {
              byte[] bytes = new byte[8192];
              try {
                while (Listening.texts(way.said(text.toString())).size() < count) {
                  int read = body.read(bytes);
                  assertThat(read).as("bytes after %s", text).isPositive();
                  text.append(new String(bytes, 0, read, StandardCharsets.US_ASCII));
                }
                return Listening.texts(way.said(text.toString()));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .get(60, TimeUnit.SECONDS);
  }

  private static HttpRequest converted(String url, RawRequest request) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url + request.target()));
    for (String line : request.headers()) {
      int colon = line.indexOf(": ");
      builder.header(line.substring(0, colon), line.substring(colon + 2));
    }
    return builder
        .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()))
        .build();
  }

  private static int tlsPort(Site site) {
    return Awaitility.await()
        .until(
            () -> {
              Matcher found = TLS.matcher(site.process().output());
              return found.find() ? Integer.parseInt(found.group(1)) : 0;
            },
            port -> port > 0);
  }

  private static Path keystore(Path folder) throws Exception {
    Path keystore = folder.resolve("keystore.p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "halley", "-keyalg", "EC", "-validity", "2"));
    command.addAll(List.of("-dname", "CN=localhost", "-ext", "SAN=dns:localhost"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", keystore.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    assertThat(keytool.waitFor()).as("keytool").isZero();
    return keystore;
  }

  private static SSLContext trust(Path keystore) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("halley", store.getCertificate("halley"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
