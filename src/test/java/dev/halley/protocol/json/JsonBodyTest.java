package dev.halley.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

  private static String data(String json) {
    return new String(JsonBody.dataOf(json).json(), UTF_8);
  }

  private static JsonBody.Content read(String json) {
    return JsonBody.read(json.getBytes(UTF_8), 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901234567890",
        "184467440737095516160",
        "1.10",
        "-0",
        "1e400",
        "1E+2",
        "0.0000000000000000000000000000001",
        "{\"b\":1,\"a\":{\"z\":[],\"__proto__\":{}}}",
        "\"\"",
        "[[],{},null,true,false]",
        "\"ü😀\""
      })
  void payloadIsHandedOnToTheLetter(String json) {
    assertThat(data(json)).isEqualTo(json);
  }

  @Test
  void numberOfAnyLengthKeepsItsDigits() {
    String digits = "9".repeat(5000);

    assertThat(data(digits)).isEqualTo(digits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        " [ 1 , { \"a\" : 2 } ] | [1,{\"a\":2}]",
        "\"\\u0041\\/\\n\"     | \"A/\\n\"",
        "\"\\ud83d\\ude00\"     | \"😀\"",
      })
  void onlySpacingAndEscapesMayDiffer(String json, String expected) {
    assertThat(data(json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"channel\":\"/a\"",
        "{\"channel\":\"/a\"}}",
        "{\"channel\":\"/a\"} x",
        "{'channel':'/a'}",
        "{channel:1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "[1,]",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":TRUE}",
        "{\"a\":1}/* */",
        "\ufeff{\"a\":1}"
      })
  void whatIsNotJsonIsRefused(String json) {
    RefusedJson refused = catchThrowableOfType(RefusedJson.class, () -> read(json));

    assertThat(refused).as(json).isNotNull();
    assertThat(refused.isMalformed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"data\":{\"x\":{\"k\":1,\"k\":1}}}",
        "{\"data\":\"\\ud800\"}",
        "{\"data\":\"\\udc00\\ud800\"}",
        "{\"\\ud800\":1}",
        "{\"name\":\"\\ud800x\"}",
        "1",
        "\"text\"",
        "null"
      })
  void jsonThatTheProtocolDoesNotTakeIsRefused(String json) {
    RefusedJson refused = catchThrowableOfType(RefusedJson.class, () -> read(json));

    assertThat(refused).as(json).isNotNull();
    assertThat(refused.isMalformed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7b2261223a22ff227d", "7b2261223a22c0af227d", "7b2261223a22eda080227d"})
  void bytesThatAreNotUtf8AreRefused(String hex) {
    byte[] body = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> JsonBody.read(body, 0)).isInstanceOf(RefusedJson.class);
  }

  @Test
  void hundredLevelsAreTakenAndOneMoreIsNot() {
    String hundred = "[".repeat(100) + "]".repeat(100);

    assertThat(data(hundred)).isEqualTo(hundred);
    RefusedJson refused = catchThrowableOfType(RefusedJson.class, () -> data("[" + hundred + "]"));
    assertThat(refused.isMalformed()).isFalse();
  }

  @Test
  void textOfAFormThatIsNoJsonIsAString() {
    assertThat(data("hello \"you\"")).isEqualTo("\"hello \\\"you\\\"\"");
    assertThat(data("{broken")).isEqualTo("\"{broken\"");
  }

  @Test
  void nullIsAbsentButNotAsData() {
    JsonBody.Content.One one = (JsonBody.Content.One) read("{\"id\":null,\"data\":null}");

    assertThat(one.fields()).containsOnlyKeys("data");
  }

  @Test
  void arrayIsABatchUpToItsLimit() {
    assertThat(read("[{},{},{}]")).isInstanceOf(JsonBody.Content.Several.class);
    assertThat(read("[{},{},{},{}]")).isInstanceOf(JsonBody.Content.TooMany.class);
    assertThatThrownBy(() -> JsonBody.read("[]".getBytes(UTF_8), 0))
        .isInstanceOf(RefusedJson.class);
  }

  @Test
  void elementOfABatchThatIsNoObjectHasNoParameters() {
    JsonBody.Content.Several several = (JsonBody.Content.Several) read("[{},7,[{\"a\":1}]]");

    assertThat(several.commands().get(0)).isNotNull();
    assertThat(several.commands().get(1)).isNull();
    assertThat(several.commands().get(2)).isNull();
  }
}
