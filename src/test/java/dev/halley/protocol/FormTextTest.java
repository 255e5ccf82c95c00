package dev.halley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTextTest {

  @Test
  void pairsAreDecoded() {
    assertThat(FormText.read("a=1&b+c=x%20y+z&%C3%A9=%F0%9F%98%80%2B&d=&e&f=g=h"))
        .isEqualTo(
            Map.of(
                "a", List.of("1"),
                "b c", List.of("x y z"),
                "é", List.of("😀+"),
                "d", List.of(""),
                "e", List.of(""),
                "f", List.of("g=h")));
  }

  @Test
  void repeatedNameHasItsValuesInOrder() {
    assertThat(FormText.read("c=1&x=y&c=2&c=1")).containsEntry("c", List.of("1", "2", "1"));
  }

  @Test
  void emptyTextAndEmptyPairsSayNothing() {
    assertThat(FormText.read("")).isEmpty();
    assertThat(FormText.read("&&a=1&")).containsOnlyKeys("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%",
        "a=%4",
        "a=%zz",
        "a=%4g",
        "a=%-1",
        "%=a",
        "a=%FF",
        "a=%C0%AF",
        "a=%ED%A0%80",
        "a=%F4%90%80%80",
        "a=%C3",
        "%FF=a",
        "a=b&c=%C3%28",
        "a=é",
        "é=a"
      })
  void whatIsNotPercentEncodedUtf8IsRefused(String text) {
    assertThat(FormText.read(text)).isNull();
    assertThat(FormText.read(text.getBytes(UTF_8))).isNull();
  }
}
