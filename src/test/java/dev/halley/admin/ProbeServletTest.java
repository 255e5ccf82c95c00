package dev.halley.admin;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeServletTest {

  private final HttpServletResponse response = mock(HttpServletResponse.class);
  private final ServletOutputStream output = mock(ServletOutputStream.class);

  @BeforeEach
  void body() throws IOException {
    when(response.getOutputStream()).thenReturn(output);
  }

  @Test
  void yesIs200() throws IOException {
    new ProbeServlet(() -> true).doGet(mock(HttpServletRequest.class), response);

    verify(response).setStatus(200);
    verify(output).write("ok\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void noIs503() throws IOException {
    new ProbeServlet(() -> false).doGet(mock(HttpServletRequest.class), response);

    verify(response).setStatus(503);
    verify(output).write("no\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
