package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;

/** What every refusal must look like (RFC 9457 and the error table of the protocol). */
final class Problems {

  private Problems() {}

  /** Asserts that this is the refusal with this status and code, complete; answers its body. */
  static JsonObject refused(RawResponse response, int status, String code) {
    assertThat(response.status()).as("status of %s", response).isEqualTo(status);
    assertThat(response.header("Content-Type").orElse(""))
        .as("type of %s", response)
        .startsWith("application/problem+json");
    JsonObject problem = response.json();
    described(problem, status, code);
    AnswerRules.headers(response);
    if (status == 401) {
      assertThat(response.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }
    if (status == 405) {
      assertThat(response.header("Allow")).as("Allow in %s", response).isPresent();
    }
    if (status == 429 || status == 503) {
      assertThat(response.header("Retry-After").orElse("")).matches("\\d+");
    }
    return problem;
  }

  /** Asserts that an object is a problem as a batch item or an answer's body carries it. */
  static void described(JsonObject problem, int status, String code) {
    assertThat(problem.get("code").getAsString()).as("code of %s", problem).isEqualTo(code);
    assertThat(problem.get("status").getAsInt()).as("status in %s", problem).isEqualTo(status);
    assertThat(problem.get("type").getAsString()).isEqualTo("about:blank");
    assertThat(problem.get("title").getAsString()).isNotBlank();
    assertThat(problem.get("detail").getAsString()).isNotBlank();
  }
}
