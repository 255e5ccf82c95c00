package dev.halley.proxies;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * How a client gets to the server.
 *
 * @param base the address of the server as the client knows it, with the last slash
 * @param proxy the port of the forward proxy that the client was told of; 0 for none
 */
record Route(URI base, int proxy) {

  private static final String HOST = "127.0.0.1";

  static Route to(int port) {
    return via(0, port);
  }

  static Route via(int proxy, int port) {
    return new Route(URI.create("http://" + HOST + ":" + port + "/"), proxy);
  }

  /** A new client of its own, which knows the way. */
  HttpClient client() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10));
    if (proxy != 0) {
      builder.proxy(
          ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy)));
    }
    return builder.build();
  }
}
