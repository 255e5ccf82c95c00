package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is served besides the protocol: the chat page and the operator's probes. */
class PageIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void pageAndItsScriptsAreServedAtTheRoot(Container container) {
    Site site = Site.shared(container);

    assertThat(site.ask(RawRequest.get("/")).ok().text()).contains("<title>Halley");
    assertThat(site.ask(RawRequest.get("/halley.js")).ok().text()).contains("Halley");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void probesSayThatTheServerIsAliveAndReady(Container container) {
    Site site = Site.shared(container);

    assertThat(site.ask(RawRequest.get("/health/live")).ok().text()).isEqualTo("ok\n");
    assertThat(site.ask(RawRequest.get("/health/ready")).ok().text()).isEqualTo("ok\n");
  }
}
