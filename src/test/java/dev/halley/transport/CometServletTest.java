package dev.halley.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Credentials;
import dev.halley.auth.ProxyList;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Protocol;
import dev.halley.protocol.Refusals;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CometServletTest {

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final List<Inbound> seen = new ArrayList<>();
  private Protocol protocol =
      (request, connection) -> {
        seen.add(request);
        connection.answer(Answer.ok(Frame.of("{}")));
        connection.release();
      };

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private void serve(FakeExchange exchange) throws IOException {
    HttpLimits limits = new HttpLimits(1000, Duration.ofSeconds(30), Duration.ofSeconds(55));
    new CometServlet(
            protocol,
            limits,
            new Entrance(
                ProxyList.parse("127.0.0.1"),
                Origins.parse("https://a.example"),
                new SafeHeaders(ProxyList.parse("127.0.0.1"), Origins.NOBODY, Duration.ZERO),
                null),
            timer,
            new Wires(Refusals.UNHEARD))
        .service(exchange.request(), exchange.response());
  }

  @Test
  void requestIsCopiedWhole() throws IOException {
    FakeExchange exchange = new FakeExchange("GET");
    exchange.path = "/history";
    exchange.query = "a=%20b";
    exchange.requestHeaders.put("Authorization", "Bearer t");
    exchange.requestHeaders.put("Content-Type", "text/x");
    exchange.requestHeaders.put("X-Forwarded-For", "192.0.2.7");

    serve(exchange);

    Inbound request = seen.get(0);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/v1/history");
    assertThat(request.query()).isEqualTo("a=%20b");
    assertThat(request.contentType()).isEqualTo("text/x");
    assertThat(request.body()).isEmpty();
    assertThat(request.credentials()).isEqualTo(new Credentials.Bearer("t"));
    assertThat(request.address()).isEqualTo("192.0.2.7");
    assertThat(exchange.violations).isEmpty();
  }

  @Test
  void everyAnswerForbidsToKeepIt() throws IOException {
    FakeExchange exchange = new FakeExchange("GET");

    serve(exchange);

    assertThat(exchange.headers)
        .containsAllEntriesOf(
            Map.of(
                "Cache-Control",
                "no-store, no-cache, no-transform, must-revalidate, max-age=0",
                "Pragma",
                "no-cache",
                "Expires",
                "0",
                "X-Accel-Buffering",
                "no",
                "X-Content-Type-Options",
                "nosniff"));
    assertThat(exchange.isDetached()).isFalse();
  }

  @Test
  void bodyThatCameWithItsHeadIsReadOnTheSpot() throws IOException {
    FakeExchange exchange = new FakeExchange("POST");
    exchange.requestLength = 3;
    exchange.input = new FakeInput("abc");

    serve(exchange);

    assertThat(seen.get(0).body()).isEqualTo("abc".getBytes(UTF_8));
    assertThat(exchange.isDetached()).isFalse();
    assertThat(exchange.body()).isEqualTo("{}");
  }

  @Test
  void bodyThatIsStillToComeKeepsNoThread() throws IOException {
    FakeExchange exchange = new FakeExchange("POST");
    exchange.requestLength = 4;
    FakeInput input = new FakeInput("abc");
    exchange.input = input;

    serve(exchange);

    assertThat(seen).isEmpty();
    assertThat(exchange.isDetached()).isTrue();
    assertThat(input.listener).isNotNull();
  }

  @Test
  void bodyThatSaysItIsTooLongIsRefusedUnread() throws IOException {
    FakeExchange exchange = new FakeExchange("POST");
    exchange.requestLength = 1001;

    serve(exchange);

    assertThat(exchange.status).isEqualTo(413);
    assertThat(exchange.body()).contains("\"message-too-large\"").contains("1000 bytes");
    assertThat(seen).isEmpty();
    assertThat(exchange.isDetached()).isFalse();
  }

  @Test
  void defectIsAnsweredWithoutASecret() throws IOException {
    protocol =
        (request, connection) -> {
          throw new IllegalStateException("s3cret");
        };
    FakeExchange exchange = new FakeExchange("GET");

    serve(exchange);

    assertThat(exchange.status).isEqualTo(503);
    assertThat(exchange.headers).containsKey("Retry-After");
    assertThat(exchange.body()).contains("\"overloaded\"").doesNotContain("s3cret");
    assertThat(exchange.isDetached()).isFalse();
  }

  @Test
  void requestThatAFilterKeepsIsAnsweredOnTheSpot() throws IOException {
    FakeExchange exchange = new FakeExchange("GET");
    exchange.asyncSupported = false;
    exchange.output.ready = true;

    serve(exchange);

    assertThat(exchange.status).isEqualTo(503);
    assertThat(exchange.body().getBytes(UTF_8)).hasSize(exchange.contentLength);
    assertThat(exchange.body()).contains("filter");
    assertThat(exchange.completions).as("not asynchronous").hasValue(0);
  }

  @Test
  void bodyThatBreaksOffIsSaidToHave() throws IOException {
    FakeExchange exchange = new FakeExchange("POST");
    exchange.requestLength = 3;
    exchange.input = new BrokenInput();

    serve(exchange);

    assertThat(exchange.status).isEqualTo(400);
    assertThat(exchange.body()).contains("broke off");
    assertThat(exchange.headers).containsKey("Cache-Control");
    assertThat(seen).isEmpty();
  }

  /** A body of which the container says that it will never be whole. */
  private static final class BrokenInput extends ServletInputStream {

    @Override
    public int available() throws IOException {
      throw new IOException("reset");
    }

    @Override
    public int read() throws IOException {
      throw new IOException("reset");
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      throw new IOException("reset");
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("nobody listens for it");
    }
  }
}
