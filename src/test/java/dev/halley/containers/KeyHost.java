package dev.halley.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An operator's own login on the loopback address: it publishes its keys and signs tokens. */
public final class KeyHost implements AutoCloseable {

  private static final String ISSUER = "https://login.example";
  private static final String AUDIENCE = "halley";

  private final HttpServer server;
  private final AtomicInteger given = new AtomicInteger();
  private volatile String published = "{\"keys\":[]}";
  private volatile boolean isAway;

  private KeyHost(HttpServer server) {
    this.server = server;
  }

  public static KeyHost start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      KeyHost host = new KeyHost(server);
      server.createContext("/jwks.json", exchange -> host.answer(exchange, host.published));
      server.start();
      return host;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      // A page of another origin may ask too.
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
      exchange.sendResponseHeaders(isAway ? 503 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /**
   * Gives tokens to whoever asks.
   *
   * @param life after how long each ends, without the leeway
   * @return where
   */
  public String serveTokens(RSAKey key, String user, Duration life) {
    server.createContext(
        "/token",
        exchange -> {
          given.incrementAndGet();
          answer(exchange, token(key, user, life));
        });
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  /** How many tokens were given. */
  public int given() {
    return given.get();
  }

  /** From now on it answers nothing that is of use. */
  void goAway() {
    isAway = true;
  }

  /** A key that nobody knows yet. */
  public static RSAKey key(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on these are the keys, and no others. */
  public void publish(RSAKey... keys) {
    published = new JWKSet(List.<JWK>of(keys)).toString();
  }

  /** What a server is told about this login. */
  public Map<String, String> settings() {
    return Map.of(
        "login-jwks",
        "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json",
        "login-algs",
        "RS256",
        "login-issuer",
        ISSUER,
        "login-audience",
        AUDIENCE);
  }

  /** A token that says it ends after so long. */
  public static String token(RSAKey key, String user, Duration life) {
    return token(key, user, life, Map.of("publish", List.of("/broadcast")));
  }

  /** As the other, with a claim {@code halley} of one's own. */
  public static String token(RSAKey key, String user, Duration life, Map<String, Object> halley) {
    Instant end = Instant.now().plus(life);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(user)
            .expirationTime(Date.from(end))
            .claim("halley", halley)
            .build();
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
