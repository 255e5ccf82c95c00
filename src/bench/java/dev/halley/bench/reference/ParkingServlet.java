package dev.halley.bench.reference;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A GET of any path is parked; a POST to the same path answers all that are parked there with its
 * body. Nobody is asked who they are, and who polls late has missed the message.
 *
 * <p>With the init parameter {@code dressed} each answer has the header fields that one of Halley's
 * has. The init parameter {@code phases} is {@code two} (writes to all, then completes all) or
 * {@code one} (writes to each and completes it).
 */
public final class ParkingServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient ConcurrentMap<String, ParkedRequests> channels =
      new ConcurrentHashMap<>();
  private boolean twoPhases;
  private boolean dressed;

  @Override
  public void init() {
    twoPhases = "two".equals(getInitParameter("phases"));
    dressed = getInitParameter("dressed") != null;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    if (dressed) {
      response.setHeader(
          "Cache-Control", "no-store, no-cache, no-transform, must-revalidate, max-age=0");
      response.setHeader("Pragma", "no-cache");
      response.setHeader("Expires", "0");
      response.setHeader("X-Accel-Buffering", "no");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setContentType("application/json");
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    channel(request).park(async);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] message = request.getInputStream().readNBytes(request.getContentLength());
    if (twoPhases) {
      channel(request).answerInTwoPhases(message);
    } else {
      channel(request).answerOneByOne(message);
    }
    response.setContentLength(0);
  }

  private ParkedRequests channel(HttpServletRequest request) {
    return channels.computeIfAbsent(request.getPathInfo(), path -> new ParkedRequests());
  }
}
