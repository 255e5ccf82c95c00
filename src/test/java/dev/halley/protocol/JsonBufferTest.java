package dev.halley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {

  private static String string(String text) {
    return new String(new JsonBuffer(0).string(text).bytes(), UTF_8);
  }

  @Test
  void onlyWhatMustBeIsEscaped() {
    assertThat(string("a\"b\\c/d\u0000\u001f\n\r\t\u007f<é\u2028"))
        .isEqualTo("\"a\\\"b\\\\c/d\\u0000\\u001F\\n\\r\\t\u007f<é\u2028\"");
  }

  @Test
  void everyCharacterIsWrittenInUtf8() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 37) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        all.appendCodePoint(c);
      }
    }

    assertThat(JsonParser.parseString(string(all.toString())).getAsString())
        .isEqualTo(all.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "\udc00\ud800", "a\ud800b", "\udfff"})
  void loneSurrogateIsRefused(String text) {
    assertThatThrownBy(() -> string(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bufferGrowsAsNeeded() {
    JsonBuffer json = new JsonBuffer(1);
    for (int i = 0; i < 1000; i++) {
      json.ascii("[").number(-1234567890123L).raw("é".getBytes(UTF_8)).ascii(']');
    }

    assertThat(new String(json.bytes(), UTF_8)).isEqualTo("[-1234567890123é]".repeat(1000));
    assertThat(json.size()).isEqualTo(json.frame().size()).isEqualTo(18_000);
  }

  @Test
  void scriptEscapesWhatWouldEndItOrALine() {
    String json = "[\"<!--</script>\",\"a\u2028b\u2029\",\"\u2027\u202a\u00e2\",\"â\"]";

    String script = new String(new JsonBuffer(1).script(json.getBytes(UTF_8)).bytes(), UTF_8);

    assertThat(script)
        .isEqualTo(
            "[\"\\u003c!--\\u003c/script>\",\"a\\u2028b\\u2029\",\"\u2027\u202a\u00e2\",\"â\"]");
  }
}
