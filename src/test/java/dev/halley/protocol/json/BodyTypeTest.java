package dev.halley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTypeTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "application/json",
        "Application/JSON; charset=\"UTF-8\"",
        "text/plain",
        "text/plain;charset=utf8",
        "text/plain; format=flowed; charset=utf-8"
      })
  void jsonComesInThreeDresses(@Nullable String header) {
    assertThat(BodyType.of(header)).isEqualTo(BodyType.JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "APPLICATION/X-WWW-FORM-URLENCODED ; charset=UTF-8"
      })
  void formIsAForm(String header) {
    assertThat(BodyType.of(header)).isEqualTo(BodyType.FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/jsonp",
        "multipart/form-data; boundary=x",
        "nonsense",
        ";",
        "application/json; charset=iso-8859-1",
        "text/plain;x=y;charset=utf-16",
        "application/x-www-form-urlencoded; charset=windows-1252",
        "application/json; charset="
      })
  void anythingElseIsRefused(String header) {
    assertThat(BodyType.of(header)).isEqualTo(BodyType.OTHER);
  }
}
