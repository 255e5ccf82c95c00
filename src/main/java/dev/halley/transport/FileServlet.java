package dev.halley.transport;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pages, scripts and styles, out of memory. A container's own servlet for files writes to a
 * client for as long as that takes to read, on a thread of the container: a few clients that read
 * nothing would hold all threads of a small pool. Must be registered as supporting asynchronous
 * requests.
 */
public final class FileServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** What a folder's own page is called. */
  private static final String INDEX = "index.html";

  /** A browser may keep it, and asks each time whether it is still the same. */
  private static final String CACHE_CONTROL = "no-cache";

  /** The coding, unless its weight is nothing. */
  private static final Pattern GZIP = Pattern.compile("gzip(?!;q=0(\\.0{0,3})?$)(;.*)?");

  private final transient Map<String, WebFile> files;
  private final transient Greeting greeting;
  private final transient Duration net;
  private final transient ScheduledExecutorService timer;
  private final transient Wires wires;

  /**
   * Serves files.
   *
   * @param files by their paths below the context path: {@code /css/room.css}
   * @param headers what every page carries
   * @param net how long a client may take to read one
   * @param timer ends the wait for files that are not taken; the caller's to stop
   * @param wires counts the requests that are open
   */
  public FileServlet(
      Map<String, WebFile> files,
      SafeHeaders headers,
      Duration net,
      ScheduledExecutorService timer,
      Wires wires) {
    this.files = Map.copyOf(files);
    this.greeting = headers::ofPage;
    this.net = net;
    this.timer = timer;
    this.wires = wires;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncWriter writer =
        new AsyncWriter(new Exchange(greeting, request, response), net, timer, wires);
    Connection connection = new HttpConnection(writer);
    try {
      connection.answer(answer(request));
      connection.release();
    } finally {
      writer.leave();
    }
  }

  private Answer answer(HttpServletRequest request) {
    String info = request.getPathInfo();
    String path = info == null ? request.getServletPath() : request.getServletPath() + info;
    WebFile file = files.get(path.endsWith("/") ? path + INDEX : path);
    if (file == null && files.containsKey(path + "/" + INDEX)) {
      return Answer.empty(302, Map.of("Location", request.getContextPath() + path + "/"));
    }
    if (file == null) {
      return Problem.of(Code.NOT_FOUND, "there is no such page").answer();
    }
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Problem.of(Code.METHOD_NOT_ALLOWED, "this takes GET and HEAD")
          .answer(Map.of("Allow", "GET, HEAD"));
    }
    return answer(request, file);
  }

  private static Answer answer(HttpServletRequest request, WebFile file) {
    Frame packed = takesGzip(request.getHeader("Accept-Encoding")) ? file.packed() : null;
    Map<String, String> headers = new HashMap<>();
    headers.put("ETag", packed == null ? file.tag() : file.packedTag());
    headers.put("Cache-Control", CACHE_CONTROL);
    headers.put("Vary", "Accept-Encoding");
    if (isKnown(request.getHeader("If-None-Match"), file)) {
      return Answer.empty(304, headers);
    }
    if (packed == null) {
      return new Answer(200, file.type(), headers, file.plain());
    }
    headers.put("Content-Encoding", "gzip");
    return new Answer(200, file.type(), headers, packed);
  }

  /** As RFC 9110, section 13.1.2, has it: by the weak comparison. */
  private static boolean isKnown(@Nullable String tags, WebFile file) {
    if (tags == null) {
      return false;
    }
    return Arrays.stream(tags.split(",", -1))
        .map(tag -> tag.strip().replaceFirst("^W/", ""))
        .anyMatch(tag -> tag.equals("*") || tag.equals(file.tag()) || tag.equals(file.packedTag()));
  }

  /** As RFC 9110, section 12.5.3, has it; a star alone is not taken for gzip. */
  private static boolean takesGzip(@Nullable String codings) {
    return codings != null
        && Arrays.stream(codings.toLowerCase(Locale.ROOT).split(",", -1))
            .map(coding -> coding.replaceAll("\\s", ""))
            .anyMatch(coding -> GZIP.matcher(coding).matches());
  }
}
