package dev.halley.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.protocol.JsonBuffer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/**
 * Tells a browser what has reached the server of its own request: the method, the version of HTTP
 * and those header fields that a proxy may take, change or add. Of {@code Authorization} only
 * whether it came.
 */
public final class EchoServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final List<String> FIELDS =
      List.of(
          "Accept-Encoding",
          "Connection",
          "Content-Type",
          "Forwarded",
          "Last-Event-ID",
          "Origin",
          "Via",
          "X-Forwarded-For",
          "X-Forwarded-Proto");

  /** More than any of them needs: a client can send what it likes. */
  private static final int LONGEST = 500;

  private final transient InstantSource clock;

  /** An echo that tells the time by this clock. */
  public EchoServlet(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonBuffer json = new JsonBuffer(512);
    json.ascii("{\"method\":").string(shown(request.getMethod()));
    json.ascii(",\"protocol\":").string(shown(request.getProtocol()));
    json.ascii(",\"time\":").number(clock.millis());
    json.ascii(",\"authorization\":");
    json.ascii(Boolean.toString(request.getHeader("Authorization") != null));
    json.ascii(",\"headers\":{");
    String comma = "";
    for (String field : FIELDS) {
      String value = request.getHeader(field);
      if (value != null) {
        json.ascii(comma).string(field).ascii(':').string(shown(value));
        comma = ",";
      }
    }
    byte[] body = json.ascii("}}").bytes();
    response.setHeader("Cache-Control", "no-store, no-transform");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** What a client sent, cut short, and with nothing in it that JSON in UTF-8 cannot say. */
  private static String shown(String text) {
    String part = text.substring(0, Math.min(LONGEST, text.length()));
    return new String(part.getBytes(UTF_8), UTF_8);
  }
}
