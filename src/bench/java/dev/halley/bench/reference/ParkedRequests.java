package dev.halley.bench.reference;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests that wait for one channel's next message. The list is swapped, never walked under
 * the lock.
 */
final class ParkedRequests {

  private List<AsyncContext> parked = new ArrayList<>();

  synchronized void park(AsyncContext request) {
    parked.add(request);
  }

  private synchronized List<AsyncContext> takeAll() {
    List<AsyncContext> all = parked;
    parked = new ArrayList<>(all.size());
    return all;
  }

  /** Writes to all, then completes all. */
  void answerInTwoPhases(byte[] message) throws IOException {
    List<AsyncContext> all = takeAll();
    for (AsyncContext request : all) {
      write(request, message);
    }
    for (AsyncContext request : all) {
      request.complete();
    }
  }

  /** Writes to each and completes it. */
  void answerOneByOne(byte[] message) throws IOException {
    for (AsyncContext request : takeAll()) {
      write(request, message);
      request.complete();
    }
  }

  /** One write of exactly the length that was said, and no flush: so Jetty writes once. */
  private static void write(AsyncContext request, byte[] message) throws IOException {
    request.getResponse().setContentLength(message.length);
    request.getResponse().getOutputStream().write(message);
  }
}
