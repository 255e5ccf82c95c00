package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.config.PropertiesFile.Entry;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesFileTest {

  private final Path file;

  PropertiesFileTest(@TempDir Path folder) {
    this.file = folder.resolve("halley.properties");
  }

  private PropertiesFile read(String text) throws IOException {
    Files.writeString(file, text);
    return PropertiesFile.read(file);
  }

  @Test
  void tellsInWhichLineAKeyStands() throws IOException {
    assertThat(read("# a\n\nb=1\nc=2 \\\n   3\nd : é\n").entries())
        .containsEntry("b", new Entry("1", 3))
        .containsEntry("c", new Entry("2 3", 4))
        .containsEntry("d", new Entry("é", 6))
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a=1\r\nb=2\rc=3",
        "a=1\\\\\nb=2",
        "a=1\\\n\nb=2",
        "a=1\\\n#b\nc=3",
        "# no \\\nb=2",
        "  ! no \\\nb=2",
        "a=1\\",
        "a\\\n  b = c",
        "a\\ b=1",
        "a=\\u00e9\\t",
      })
  void readsWhatPropertiesRead(String text) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Files.writeString(file, text))) {
      properties.load(reader);
    }
    assertThat(new TreeMap<>(read(text).entries()))
        .extractingFromEntries(e -> e.getKey() + "=" + e.getValue().value())
        .containsExactlyElementsOf(
            new TreeMap<>(properties)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  @Test
  void takesNoKeyTwice() {
    assertThatThrownBy(() -> read("a=1\nb=2\na=1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected each key once; found a in the lines 1 and 3");
  }

  @Test
  void saysInWhichLineItIsNoPropertiesFile() {
    assertThatThrownBy(() -> read("a=1\nb=\\u00zz"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ");
  }
}
