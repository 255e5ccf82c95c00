package dev.halley.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProxiesPageTest {

  private final ProxiesPage page = ProxiesPage.read();

  @Test
  void settingsThatThePageShowsAreThoseOfTheTests() throws IOException {
    for (ProxiesPage.Shown shown : page.shown()) {
      assertThat(Files.readString(ProxyProcess.SETTINGS.resolve(shown.file())))
          .as("what %s shows of %s", ProxiesPage.PAGE, shown.file())
          .contains(shown.text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void settingsOfEveryProxyAreShown(ProxyKind kind) {
    assertThat(page.shown().stream().map(ProxiesPage.Shown::file)).contains(kind.file());
  }

  @Test
  void tableHasARowForEveryProxyAndNoOther() {
    Set<String> files =
        Arrays.stream(ProxyKind.values()).map(ProxyKind::file).collect(Collectors.toSet());

    assertThat(page.table().keySet()).isEqualTo(files);
  }
}
