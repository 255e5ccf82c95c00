package dev.halley.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ProbeServletTest {

  private static int status(ProbeServlet probe) throws Exception {
    HttpServletRequest request = mock(HttpServletRequest.class);
    HttpServletResponse response = mock(HttpServletResponse.class);
    int[] status = new int[1];
    when(request.getMethod()).thenReturn("GET");
    when(response.getOutputStream()).thenReturn(mock(ServletOutputStream.class));
    doAnswer(call -> status[0] = call.getArgument(0)).when(response).setStatus(anyInt());
    probe.service(request, response);
    verify(response).setHeader("Cache-Control", "no-store");
    return status[0];
  }

  @Test
  void probeAsksEachTime() throws Exception {
    AtomicBoolean ready = new AtomicBoolean(true);
    ProbeServlet probe = new ProbeServlet(ready::get);
    assertThat(status(probe)).isEqualTo(200);

    ready.set(false);

    assertThat(status(probe)).isEqualTo(503);
  }
}
