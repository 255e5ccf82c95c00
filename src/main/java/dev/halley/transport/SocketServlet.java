package dev.halley.transport;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.SocketProtocol;
import dev.halley.protocol.SocketProtocol.Welcome;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The carrier {@code /v1/ws}: makes a WebSocket of a request, or says why not.
 *
 * <p>A servlet does it, and not an endpoint that is deployed at the path, because the handshake
 * that containers show to such an endpoint has no address of the client, and because what is no
 * handshake is refused in our words then, not in each container's own.
 */
public final class SocketServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = System.getLogger(SocketServlet.class.getName());

  private static final String PATH = "/v1/ws";

  private final transient SocketProtocol protocol;
  private final transient ServerContainer container;
  private final transient Entrance entrance;
  private final transient SocketThreads threads;
  private final transient OpenSockets sockets;
  private final transient Wires wires;
  private final transient Runnable stops;

  /**
   * A servlet over a protocol.
   *
   * @param container the {@link ServerContainer} of the servlet container
   * @param wires counts the sockets that are open
   * @param stops called when the application begins to stop, while its sockets are still open:
   *     Tomcat closes them after its servlets and before its listeners know
   */
  public SocketServlet(
      SocketProtocol protocol,
      Object container,
      Entrance entrance,
      SocketThreads threads,
      OpenSockets sockets,
      Wires wires,
      Runnable stops) {
    this.protocol = protocol;
    this.container = (ServerContainer) container;
    this.entrance = entrance;
    this.threads = threads;
    this.sockets = sockets;
    this.wires = wires;
    this.stops = stops;
  }

  @Override
  public void destroy() {
    stops.run();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean opens = request.getMethod().equals("GET") || isExtendedConnect(request);
    Problem problem = opens ? Handshake.problem(request) : null;
    if (problem != null) {
      Answer refusal = problem.answer(Map.of("Sec-WebSocket-Version", Handshake.VERSION));
      answer(request, response, refusal);
      return;
    }
    Problem foreign = opens ? entrance.refusal(request, true) : null;
    if (foreign != null) {
      answer(request, response, foreign.answer());
      return;
    }
    Inbound handshake = entrance.copy(request);
    Welcome welcome = protocol.welcome(opens ? handshake.asGet() : handshake);
    Problem full = sockets.full(handshake.address());
    if (welcome instanceof Welcome.Out out) {
      answer(request, response, out.answer());
    } else if (full != null) {
      answer(request, response, full.answer());
    } else {
      WebSocketEndpoint endpoint =
          new WebSocketEndpoint(
              threads, sockets, wires, handshake.address(), ((Welcome.In) welcome).begin());
      upgrade(request, response, endpoint);
    }
  }

  /** A WebSocket over HTTP/2 (RFC 8441), which Jetty has; a plain CONNECT has no path. */
  private static boolean isExtendedConnect(HttpServletRequest request) {
    return request.getMethod().equals("CONNECT") && request.getProtocol().startsWith("HTTP/2");
  }

  private void upgrade(
      HttpServletRequest request, HttpServletResponse response, WebSocketEndpoint endpoint)
      throws IOException {
    ServerEndpointConfig config =
        ServerEndpointConfig.Builder.create(WebSocketEndpoint.class, PATH)
            .subprotocols(List.of(Handshake.SUBPROTOCOL))
            .configurator(new Terms(endpoint))
            .build();
    try {
      container.upgradeHttpToWebSocket(request, response, config, Map.of());
    } catch (DeploymentException | RuntimeException e) {
      LOG.log(Level.WARNING, "The container opens no WebSocket: {0}", e.toString());
      if (!response.isCommitted()) {
        answer(
            request,
            response,
            Problem.later(Code.OVERLOADED, "this server could open no WebSocket", 1).answer());
      }
    }
  }

  /** How a socket is opened. Asked of nobody else, or the container would look for its own. */
  private static final class Terms extends ServerEndpointConfig.Configurator {

    private final WebSocketEndpoint endpoint;

    Terms(WebSocketEndpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
      return requested.contains(Handshake.SUBPROTOCOL) ? Handshake.SUBPROTOCOL : "";
    }

    /**
     * None: compression would be done for each client anew, and hold hundreds of kilobytes for each
     * (RFC 7692, section 7.1.2).
     */
    @Override
    public List<Extension> getNegotiatedExtensions(
        List<Extension> installed, List<Extension> requested) {
      return List.of();
    }

    /** Where it matters it was looked at before: who asks is else said by a token alone. */
    @Override
    public boolean checkOrigin(@Nullable String origin) {
      return true;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(endpoint);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Answer answer)
      throws IOException {
    wires.answered(answer);
    entrance.greet(request, response);
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (answer.body().size() > 0) {
      response.setContentType(answer.contentType());
      response.setContentLength(answer.body().size());
      response.getOutputStream().write(answer.body().bytes());
    }
  }
}
