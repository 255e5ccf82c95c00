package dev.halley.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.halley.auth.AddressList;
import dev.halley.metrics.Meters;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsServletTest {

  private final HttpServletRequest request = mock(HttpServletRequest.class);
  private final HttpServletResponse response = mock(HttpServletResponse.class);
  private final Meters meters = new Meters(InstantSource.system(), "1.2.3");

  private String told(MetricsServlet servlet, String peer, int status) throws Exception {
    StringBuilder body = new StringBuilder();
    ServletOutputStream output = mock(ServletOutputStream.class);
    doAnswer(call -> body.append(new String(call.getArgument(0, byte[].class), UTF_8)))
        .when(output)
        .write(any(byte[].class));
    when(request.getMethod()).thenReturn("GET");
    when(request.getRemoteAddr()).thenReturn(peer);
    when(response.getOutputStream()).thenReturn(output);
    servlet.service(request, response);
    verify(response).setStatus(status);
    verify(response).setHeader("Cache-Control", "no-store");
    return body.toString();
  }

  private MetricsServlet servlet(String readers) {
    return new MetricsServlet(AddressList.parse(readers), meters);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "::1", "[::1]", "0:0:0:0:0:0:0:1", "::1%lo"})
  void listedAddressIsToldAllThatIsCounted(String peer) throws Exception {
    assertThat(told(servlet("127.0.0.0/8, ::1"), peer, 200)).contains("halley_build_info");
    verify(response).setContentType(meters.contentType());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "192.0.2.7", "2001:db8::1", "localhost", "@", ""})
  void anyOtherIsToldWhichSettingItIs(String peer) throws Exception {
    assertThat(told(servlet("127.0.0.0/8, ::1"), peer, 403))
        .contains("halley.metrics")
        .doesNotContain("halley_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"})
  void whatAProxyForwardsIsRefusedWhateverItSays(String trace) throws Exception {
    when(request.getHeader(trace)).thenReturn("127.0.0.1");

    assertThat(told(servlet("127.0.0.0/8"), "127.0.0.1", 403)).doesNotContain("halley_");
  }

  @Test
  void nothingIsThereWhereNothingIsCounted() throws Exception {
    MetricsServlet servlet = new MetricsServlet(AddressList.parse("none"), null);

    assertThat(told(servlet, "127.0.0.1", 404)).contains("halley.metrics is none");
  }
}
