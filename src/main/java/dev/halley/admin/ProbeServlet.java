package dev.halley.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Answers an operator's probe: 200 {@code ok} or 503 {@code no}, in plain text. One servlet for
 * each question.
 */
public final class ProbeServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient BooleanSupplier question;

  /**
   * A probe.
   *
   * @param question asked at each request; must not wait
   */
  public ProbeServlet(BooleanSupplier question) {
    this.question = question;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean yes = question.getAsBoolean();
    byte[] body = (yes ? "ok\n" : "no\n").getBytes(UTF_8);
    response.setStatus(
        yes ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain;charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
