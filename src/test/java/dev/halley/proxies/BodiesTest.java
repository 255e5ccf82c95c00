package dev.halley.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class BodiesTest {

  @Test
  void eachScriptOfAFrameIsAnAnswerWhateverItsNonce() throws IOException {
    Reading reading = new Reading("/room/a", "t");
    String head = "<!DOCTYPE html><html><head><title></title></head><body>\n" + " ".repeat(2048);
    String first = "<script nonce=\"a-_1\">parent.f({\"cursor\":\"1\",\"messages\":[{\"n\":1}]})";
    String second = "<script nonce=\"a-_1\">parent.f({\"cursor\":\"2\",\"messages\":[{\"n\":2}]})";
    String page = head + "\n" + first + "</script>\n\n" + second + "</script>\n";

    Bodies.frame(new BufferedReader(new StringReader(page)), reading);

    assertThat(reading.messages())
        .extracting(message -> message.get("n").getAsInt())
        .containsExactly(1, 2);
    assertThat(reading.query()).endsWith("&cursor=2");
  }
}
