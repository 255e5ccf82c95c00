package dev.halley.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Answers an operator's probe, in a line of plain text: 200 {@code ok}, or 503 and what stands in
 * the way. One servlet for each question.
 */
public final class ProbeServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Supplier<String> question;

  /**
   * A probe.
   *
   * @param question asked at each request what stands in the way; empty for nothing. Must not wait
   */
  public ProbeServlet(Supplier<String> question) {
    this.question = question;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String obstacle = question.get();
    boolean isFine = obstacle.isEmpty();
    byte[] body = ((isFine ? "ok" : obstacle) + "\n").getBytes(UTF_8);
    response.setStatus(
        isFine ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain;charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
