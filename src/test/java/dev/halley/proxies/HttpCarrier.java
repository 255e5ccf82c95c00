package dev.halley.proxies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * A carrier that is one GET and its response.
 *
 * @param base the server's address, with the last slash
 * @param path the carrier's path, with the parameters that it takes beside those of a poll
 * @param body how answers are laid into the response
 */
record HttpCarrier(HttpClient client, URI base, String path, Body body) implements Carrier {

  /** How answers are laid into a response. */
  interface Body {
    /** Hands each answer to the reading as it comes, up to the end of the response. */
    void read(BufferedReader response, Reading reading) throws IOException;
  }

  @Override
  public void carry(Reading reading) throws IOException, InterruptedException {
    URI uri = base.resolve("v1/" + path + (path.contains("?") ? "&" : "?") + reading.query());
    HttpResponse<InputStream> response =
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
    try (BufferedReader in = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      if (response.statusCode() != 200) {
        throw new RefusedException(response.statusCode(), text(in));
      }
      body.read(in, reading);
    }
  }

  /** All that comes, to the end. */
  static String text(Reader in) throws IOException {
    StringWriter text = new StringWriter();
    in.transferTo(text);
    return text.toString();
  }
}
