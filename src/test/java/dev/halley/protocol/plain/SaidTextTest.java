package dev.halley.protocol.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.message.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaidTextTest {

  @Test
  void textIsReadFromWhereAPersonPutIt() {
    assertThat(SaidText.of(Payload.ofJson("\"a\\nb\""))).isEqualTo(new SaidText("a\nb", true));
    assertThat(SaidText.of(Payload.ofJson("{\"x\":{\"text\":\"no\"},\"text\":\"yes\"}")))
        .isEqualTo(new SaidText("yes", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "null", "[\"a\"]", "{}", "{\"text\":7}", "{\"text\":{\"text\":\"a\"}}"})
  void whatIsNoTextIsShownAsItIs(String json) {
    assertThat(SaidText.of(Payload.ofJson(json))).isEqualTo(new SaidText(json, false));
  }

  @Test
  void longNumbersAndNamesAreNoObstacle() {
    String json = "{\"" + "n".repeat(60_000) + "\":" + "7".repeat(5_000) + ",\"text\":\"here\"}";

    assertThat(SaidText.of(Payload.ofJson(json)).text()).isEqualTo("here");
  }

  @Test
  void whatAPersonWritesIsReadAgainAsItWas() {
    String text = "\"quotes\" \\ \n 🫖 </script>";

    assertThat(SaidText.of(SaidText.payload(text))).isEqualTo(new SaidText(text, true));
  }
}
