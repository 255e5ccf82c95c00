package dev.halley.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

  private static Map<String, String> greeting(String listed, String origin) {
    FakeExchange exchange = new FakeExchange("GET");
    exchange.requestHeaders.put("Origin", origin);
    Origins.parse(listed).greet(exchange.request(), exchange.response(), false);
    return exchange.headers;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://a.example|https://a.example",
        "http://b.example:8080, HTTPS://A.example:443|https://a.example",
        "http://a.example:80|http://a.example",
        "http://[2001:db8::1]:8080|http://[2001:db8::1]:8080",
        "*|https://any.example",
        "*|null"
      })
  void pageOfAListedOriginMayReadTheAnswer(String listed, String origin) {
    assertThat(greeting(listed, origin))
        .containsOnly(
            Map.entry("Access-Control-Allow-Origin", origin),
            Map.entry("Access-Control-Expose-Headers", "Retry-After"),
            Map.entry("Vary", "Origin"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none|https://a.example",
        "https://a.example|http://a.example",
        "https://a.example|https://a.example.evil",
        "https://a.example|https://a.example:444",
        "https://a.example|null",
        "*|a b",
        "*|'https://a.example, https://b.example'"
      })
  void noOtherOriginIsGreeted(String listed, String origin) {
    assertThat(greeting(listed, origin)).isEmpty();
  }

  @Test
  void requestWithoutAnOriginIsNotGreeted() {
    FakeExchange exchange = new FakeExchange("GET");
    Origins.parse("*").greet(exchange.request(), exchange.response(), false);

    assertThat(exchange.headers).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.example",
        "https://",
        "https://a.example/",
        "https://a.example/x",
        "https://u@a.example",
        "https://a.example?x",
        "https://*.example",
        "https://a.example,",
        "https://a.example https://b.example",
        "null",
        "*, https://a.example"
      })
  void whatIsNoOriginIsRefused(String text) {
    assertThatThrownBy(() -> Origins.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://app.example.com");
  }

  @Test
  void listIsWrittenAsItIsRead() {
    for (String text : new String[] {"*", "none", "http://b.example:8080, https://a.example"}) {
      assertThat(Origins.parse(text)).hasToString(text);
    }
  }
}
