package dev.halley.admin;

import dev.halley.auth.AddressList;
import dev.halley.metrics.Meters;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells an operator's Prometheus what was counted, and nobody else.
 *
 * <p>Whoever may read asks from an address that is listed, and directly. What a proxy forwards
 * comes from the proxy's address, whoever sent it, so that a proxy beside this server would make
 * all the world local: a request that shows that it was forwarded is refused, whatever it says of
 * its origin.
 */
public final class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** What proxies add (RFC 7239; RFC 9110, section 7.6.3; and by custom). */
  private static final List<String> TRACES =
      List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via");

  private final transient AddressList readers;
  private final transient @Nullable Meters meters;

  /**
   * A servlet.
   *
   * @param meters null if nothing is counted
   */
  public MetricsServlet(AddressList readers, @Nullable Meters meters) {
    this.readers = readers;
    this.meters = meters;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer = answer(request);
    response.setStatus(answer.status());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().size());
    response.getOutputStream().write(answer.body().bytes());
  }

  private Answer answer(HttpServletRequest request) {
    Meters counted = meters;
    if (counted == null) {
      return Problem.of(Code.NOT_FOUND, "this server counts nothing: halley.metrics is none")
          .answer();
    }
    if (isForwarded(request)) {
      return Problem.of(Code.FORBIDDEN, "metrics are told to nobody through a proxy").answer();
    }
    if (!readers.contains(request.getRemoteAddr())) {
      return Problem.of(
              Code.FORBIDDEN,
              "metrics are for the addresses that halley.metrics lists; this request came from "
                  + request.getRemoteAddr())
          .answer();
    }
    return new Answer(200, counted.contentType(), Map.of(), Frame.of(counted.text()));
  }

  private static boolean isForwarded(HttpServletRequest request) {
    return TRACES.stream().anyMatch(trace -> request.getHeader(trace) != null);
  }
}
