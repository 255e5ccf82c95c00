package dev.halley.proxies;

import java.net.http.HttpClient;
import java.util.Locale;

/** The carriers of the protocol. */
enum CarrierKind {
  POLL,
  JSONP,
  STREAM,
  EVENTS,
  FRAME,
  WEBSOCKET;

  /** A new carrier with connections of its own. */
  Carrier through(Route route) {
    HttpClient client = route.client();
    return switch (this) {
      case POLL -> new HttpCarrier(client, route.base(), "poll", Bodies::poll);
      case JSONP -> new HttpCarrier(client, route.base(), "poll?callback=f", Bodies::jsonp);
      case STREAM -> new HttpCarrier(client, route.base(), "stream", Bodies::lines);
      case EVENTS -> new HttpCarrier(client, route.base(), "events", Bodies::events);
      case FRAME -> new HttpCarrier(client, route.base(), "frame?callback=f", Bodies::frame);
      case WEBSOCKET -> new SocketCarrier(client, route.base());
    };
  }

  /** As {@code /v1/info} and the documents call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
