package dev.halley.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProbeServletTest {

  private static void isAnswered(ProbeServlet probe, int status, String body) throws Exception {
    HttpServletRequest request = mock(HttpServletRequest.class);
    HttpServletResponse response = mock(HttpServletResponse.class);
    ServletOutputStream output = mock(ServletOutputStream.class);
    when(request.getMethod()).thenReturn("GET");
    when(response.getOutputStream()).thenReturn(output);
    probe.service(request, response);
    verify(response).setHeader("Cache-Control", "no-store");
    verify(response).setStatus(status);
    verify(output).write(body.getBytes(UTF_8));
  }

  @Test
  void probeAsksEachTime() throws Exception {
    AtomicReference<String> obstacle = new AtomicReference<>("");
    ProbeServlet probe = new ProbeServlet(obstacle::get);
    isAnswered(probe, 200, "ok\n");

    obstacle.set("this server stops");

    isAnswered(probe, 503, "this server stops\n");
  }
}
