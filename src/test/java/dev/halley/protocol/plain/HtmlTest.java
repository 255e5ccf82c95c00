package dev.halley.protocol.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {

  private static String text(Html html) {
    return new String(html.frame().bytes(), UTF_8).replaceFirst("<!DOCTYPE html>\n", "");
  }

  @Test
  void textAndValuesAreEscaped() {
    Html html = new Html().element("a", "<b> & \"c\" 'd'", "href", "x\"'><&");

    assertThat(text(html))
        .isEqualTo(
            "<a href=\"x&quot;&#39;&gt;&lt;&amp;\">&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;</a>");
  }

  @Test
  void lineBreaksStay() {
    assertThat(text(new Html().lines("a\n\n<b"))).isEqualTo("a<br>\n<br>\n&lt;b");
  }

  @Test
  void whatATerminalWouldObeyIsReplaced() {
    assertThat(text(new Html().text("a\u001b[2Jb\u009bc\u0000\u007f\td")))
        .isEqualTo("a\ufffd[2Jb\ufffdc\ufffd\ufffd\td");
  }

  @Test
  void charactersBeyondTheFirstPlaneStayWhole() {
    assertThat(text(new Html().text("🫖é"))).isEqualTo("🫖é");
  }
}
