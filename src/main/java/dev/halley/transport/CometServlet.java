package dev.halley.transport;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Protocol;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The paths of one protocol: copies all of a request and hands it to a protocol. What is not
 * answered by then goes on without the container's thread. Must be registered as supporting
 * asynchronous requests.
 */
public final class CometServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = System.getLogger(CometServlet.class.getName());

  private final transient Protocol protocol;
  private final transient HttpLimits limits;
  private final transient Duration net;
  private final transient Entrance entrance;
  private final transient ScheduledExecutorService timer;
  private final transient Wires wires;
  private final transient AtomicBoolean warned = new AtomicBoolean();

  /**
   * A servlet over a protocol.
   *
   * @param timer ends the wait for bodies that do not come and for answers that are not taken, and
   *     lets streams beat; the caller's to stop
   * @param wires counts the requests that are open
   */
  public CometServlet(
      Protocol protocol,
      HttpLimits limits,
      Entrance entrance,
      ScheduledExecutorService timer,
      Wires wires) {
    this.protocol = protocol;
    this.limits = limits;
    this.net = limits.net();
    this.entrance = entrance;
    this.timer = timer;
    this.wires = wires;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.isAsyncSupported()) {
      entrance.greet(request, response);
      refuse(request.getServletContext(), response);
      return;
    }
    Inbound head = entrance.copy(request);
    AsyncWriter writer =
        new AsyncWriter(new Exchange(entrance, request, response), net, timer, wires);
    Connection connection = new HttpConnection(writer);
    try {
      Problem foreign = entrance.refusal(request, false);
      if (foreign == null) {
        handle(request, head, writer, connection);
      } else {
        refuse(connection, foreign);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A body broke off", e);
      refuse(connection, problem(AsyncReader.Upload.Failed.BROKEN));
    } finally {
      writer.leave();
    }
  }

  private void handle(
      HttpServletRequest request, Inbound head, AsyncWriter writer, Connection connection)
      throws IOException {
    long length = request.getContentLengthLong();
    if (!head.method().equals("POST") || length == 0) {
      accept(head, connection);
    } else if (length > limits.maxBody()) {
      refuse(connection, tooLong());
    } else if (length > 0 && request.getInputStream().available() >= length) {
      // It came with the head, so this does not wait. (Tomcat never says so of more than a byte.)
      byte[] body = new byte[(int) length];
      int read = request.getInputStream().readNBytes(body, 0, body.length);
      accept(head.with(read == length ? body : Arrays.copyOf(body, read)), connection);
    } else {
      writer.detach();
      read(request, head, length, connection);
    }
  }

  private void read(HttpServletRequest request, Inbound head, long length, Connection connection)
      throws IOException {
    AsyncReader reader =
        new AsyncReader(
            request.getInputStream(),
            limits.maxBody(),
            length,
            upload -> {
              if (upload instanceof AsyncReader.Upload.Whole whole) {
                accept(head.with(whole.bytes()), connection);
              } else {
                refuse(connection, problem((AsyncReader.Upload.Failed) upload));
              }
            });
    reader.begin(timer, limits.bodyTime());
  }

  private Problem problem(AsyncReader.Upload.Failed why) {
    return switch (why) {
      case TOO_LONG -> tooLong();
      case LATE ->
          Problem.of(
              Code.INVALID_PARAMETER,
              "the body takes at most " + limits.bodyTime().toSeconds() + " s to come");
      case BROKEN -> Problem.of(Code.INVALID_PARAMETER, "the body broke off");
    };
  }

  private Problem tooLong() {
    return Problem.of(
        Code.MESSAGE_TOO_LARGE, "the body takes at most " + limits.maxBody() + " bytes");
  }

  private void accept(Inbound request, Connection connection) {
    try {
      protocol.accept(request, connection);
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "A request to " + request.path() + " was not answered because of a defect",
          e);
      refuse(connection, Problem.later(Code.OVERLOADED, "the request could not be handled", 1));
    }
  }

  private void refuse(Connection connection, Problem problem) {
    connection.answer(protocol.refusal(problem));
    connection.release();
  }

  /** Answers on the container's thread, because a filter keeps the request from leaving it. */
  private void refuse(ServletContext context, HttpServletResponse response) throws IOException {
    if (warned.compareAndSet(false, true)) {
      LOG.log(
          Level.ERROR,
          "A filter before this servlet is not registered with asyncSupported, so no request can be"
              + " held. One of: {0}",
          filters(context));
    }
    Answer answer =
        protocol.refusal(
            Problem.later(
                Code.OVERLOADED, "a filter of this server does not let requests be held", 60));
    wires.answered(answer);
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().size());
    response.getOutputStream().write(answer.body().bytes());
  }

  private static String filters(ServletContext context) {
    StringJoiner names = new StringJoiner(", ");
    for (FilterRegistration filter : context.getFilterRegistrations().values()) {
      names.add(filter.getName() + " " + filter.getUrlPatternMappings());
    }
    return names.toString();
  }
}
