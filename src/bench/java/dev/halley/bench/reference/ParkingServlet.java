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
 * <p>The init parameter {@code phases} is {@code two} (writes to all, then completes all) or {@code
 * one} (writes to each and completes it).
 */
public final class ParkingServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient ConcurrentMap<String, ParkedRequests> channels =
      new ConcurrentHashMap<>();
  private boolean twoPhases;

  @Override
  public void init() {
    twoPhases = "two".equals(getInitParameter("phases"));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
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
