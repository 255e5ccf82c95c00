package dev.halley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.message.ChannelName;
import dev.halley.protocol.Problem.Code;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemTest {

  private static String body(Answer answer) {
    return new String(answer.body().bytes(), UTF_8);
  }

  @Test
  void problemIsWrittenAsProblemDetails() {
    Problem problem =
        Problem.of(Code.FORBIDDEN, "\"alice\" may not read /user/bob", ChannelName.of("/user/bob"));

    Answer answer = problem.answer();

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.headers()).isEmpty();
    assertThat(body(answer))
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"code\":\"forbidden\","
                + "\"detail\":\"\\\"alice\\\" may not read /user/bob\",\"channel\":\"/user/bob\"}");
  }

  @Test
  void statusBringsItsHeaders() {
    assertThat(Problem.of(Code.TOKEN_REQUIRED, "x").answer().headers())
        .containsExactly(Map.entry("WWW-Authenticate", "Bearer"));
    assertThat(Problem.later(Code.DRAINING, "x", 7).answer().headers())
        .containsExactly(Map.entry("Retry-After", "7"));
    assertThat(Problem.of(Code.METHOD_NOT_ALLOWED, "x").answer(Map.of("Allow", "GET")).headers())
        .containsExactly(Map.entry("Allow", "GET"));
  }

  @Test
  void onlyWhatTimeMendsSaysWhenToTryAgain() {
    assertThatThrownBy(() -> Problem.of(Code.OVERLOADED, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Problem.later(Code.FORBIDDEN, "x", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
