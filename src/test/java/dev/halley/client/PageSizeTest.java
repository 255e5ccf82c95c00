package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser fetches for the chat page, packed as servers pack it. */
class PageSizeTest {
  private static final int MOST_BYTES = 40 * 1024;

  private static final Path PAGE = Path.of("webapp/index.html");

  private static int packed(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(Files.readAllBytes(file));
    }
    return bytes.size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "zh"})
  void pageIsSmallInEveryLanguage(String language) throws IOException {
    int sum = packed(PAGE) + packed(Path.of("webapp/words/" + language + ".json"));
    for (String file : List.of("webapp/icon.svg", "webapp/old.js")) {
      sum += packed(Path.of(file));
    }
    for (String file : List.of("halley.js", "chat.js", "chat.css")) {
      sum += packed(Path.of("target/web", file));
    }
    assertThat(sum).isLessThan(MOST_BYTES);
  }

  /** What these seven files are is what the page asks for. */
  @Test
  void pageAsksForNothingElse() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page.split("(?:src|href)=\"(?!#)", -1)).hasSize(9);
    assertThat(page)
        .contains("href=\"icon.svg\"", "src=\"icon.svg\"", "href=\"plain/\"", "href=\"chat.css\"")
        .contains("src=\"old.js\" defer", "src=\"halley.js\" defer", "src=\"chat.js\" defer");
  }

  @Test
  void pageIsPaintedBeforeAnyScriptHasRun() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).doesNotContainPattern("<script(?![^>]* defer)").doesNotContain("style=");
    assertThat(page).contains("<main id=\"welcome\" class=\"welcome\">");
  }
}
