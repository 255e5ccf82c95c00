package dev.halley.transport;

import static java.util.Objects.requireNonNull;

import dev.halley.protocol.Answer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The container's objects of one request. Only one thread at a time may use it, and none after the
 * container has taken them back.
 */
final class Exchange {

  private final Greeting greeting;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final boolean isHead;
  private final boolean isHttp1;

  /** Both are null until it goes on without a thread. */
  private @Nullable AsyncContext context;

  private @Nullable ServletOutputStream output;

  /**
   * Of one request.
   *
   * @param greeting says what every answer carries; not before there is one, because most requests
   *     are held for long
   */
  Exchange(Greeting greeting, HttpServletRequest request, HttpServletResponse response) {
    this.greeting = greeting;
    this.request = request;
    this.response = response;
    this.isHead = request.getMethod().equals("HEAD");
    this.isHttp1 = request.getProtocol().startsWith("HTTP/1");
  }

  /**
   * Has it go on without a thread.
   *
   * @param limit after how many milliseconds the container is to give it up; 0 for never
   * @throws IllegalStateException if the request, or a filter before this servlet, does not support
   *     that
   */
  <L extends AsyncListener & WriteListener> void detach(L listener, long limit) throws IOException {
    ServletOutputStream out = response.getOutputStream();
    AsyncContext detached = request.startAsync();
    context = detached;
    output = out;
    detached.setTimeout(limit);
    detached.addListener(listener);
    out.setWriteListener(listener);
  }

  boolean isDetached() {
    return context != null;
  }

  /** Where to write once it goes on without a thread. */
  ServletOutputStream output() {
    return requireNonNull(output);
  }

  boolean isReady() {
    return output().isReady();
  }

  /**
   * Writes an answer, or what comes before its frames.
   *
   * @param goesOn whether frames follow, so that nobody knows how long it will be
   * @param closes whether the connection is not to be used again
   */
  void write(Answer answer, boolean goesOn, boolean closes) throws IOException {
    greeting.greet(request, response);
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (isHttp1 && closes) {
      response.setHeader("Connection", "close");
    }
    int size = answer.body().size();
    if (!goesOn && mayHaveBody(answer.status())) {
      response.setContentLength(size);
    }
    if (size > 0 || goesOn) {
      response.setContentType(answer.contentType());
      if (!isHead && size > 0) {
        response.getOutputStream().write(answer.body().bytes());
      }
    }
  }

  /** What has none says no length of it (RFC 9110, section 8.6). */
  private static boolean mayHaveBody(int status) {
    return status != HttpServletResponse.SC_NO_CONTENT
        && status != HttpServletResponse.SC_NOT_MODIFIED;
  }

  /**
   * Has all that was written sent, on the calling thread, before it goes home: containers put that
   * off until it has, and wait then.
   */
  void close() throws IOException {
    response.getOutputStream().close();
  }

  /** Says that there will be no answer, if that can still be said. */
  void refuse() {
    if (!response.isCommitted()) {
      greeting.greet(request, response);
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      response.setContentLength(0);
    }
  }

  /**
   * Gives the objects back to the container.
   *
   * @throws IllegalStateException if it has taken them, or is about to
   */
  void complete() {
    requireNonNull(context).complete();
  }
}
