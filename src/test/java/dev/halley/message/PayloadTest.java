package dev.halley.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTest {

  @Test
  void theTextIsHandedOnUnchanged() {
    String json = "{\"b\":12345678901234567890,\"a\":1.10,\"é\":\"☄\"}";
    assertThat(new String(Payload.ofJson(json).json(), UTF_8)).isEqualTo(json);
  }

  @Test
  void theSizeIsInBytes() {
    assertThat(Payload.ofJson("\"☄\"").size()).isEqualTo(5);
  }

  @Test
  void payloadsAreEqualByTheirBytes() {
    assertThat(Payload.ofJson("1.10"))
        .isEqualTo(Payload.ofJson("1.10".getBytes(UTF_8)))
        .hasSameHashCodeAs(Payload.ofJson("1.10"))
        .isNotEqualTo(Payload.ofJson("1.1"));
  }

  @Test
  void aPayloadNeverShowsItsText() {
    assertThat(Payload.ofJson("\"secret\"")).hasToString("Payload[8 bytes]");
  }
}
