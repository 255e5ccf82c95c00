package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pages and answers tell a browser not to do. */
class SafeHeadersIT {

  private static final String POLICY = "Content-Security-Policy";

  private static String policy(RawResponse response) {
    String policy = response.header(POLICY).orElse("");
    assertThat(policy)
        .as("the policy of %s", response)
        .startsWith("default-src 'none'")
        .contains("frame-ancestors ")
        .doesNotContain("unsafe")
        .doesNotContain("http:")
        .doesNotContain("*");
    return policy;
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void everyPageRunsOurFilesAloneAndIsFramedByOurPagesAlone(Container container) {
    Site site = Site.shared(container);
    for (String path : List.of("/", "/index.html", "/doctor/index.html")) {
      RawResponse page = site.ask(RawRequest.get(path)).ok();
      assertThat(policy(page))
          .contains("script-src 'self';", "style-src 'self';", "connect-src 'self';")
          .contains("base-uri 'none'", "form-action 'self'")
          .endsWith("frame-ancestors 'self'");
      assertThat(page.header("Referrer-Policy")).contains("same-origin");
      assertThat(page.header("Permissions-Policy").orElse("")).contains("camera=()");
      assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(page.header("X-Frame-Options")).contains("SAMEORIGIN");
      assertThat(page.header("Strict-Transport-Security")).isEmpty();
    }
    assertThat(site.ask(RawRequest.get("/halley.js")).ok().header("X-Content-Type-Options"))
        .contains("nosniff");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void thePagesWithoutScriptsTooAndTellNobodyTheirAddress(Container container) {
    Site site = Site.shared(container);
    for (String path : List.of("/plain/", "/plain/nothing", "/plain/out?to=http://a.example/")) {
      RawResponse page = site.ask(RawRequest.get(path));
      assertThat(policy(page)).contains("script-src 'self'").endsWith("frame-ancestors 'none'");
      assertThat(page.header("Referrer-Policy")).contains("no-referrer");
      assertThat(page.header("Permissions-Policy").orElse("")).contains("camera=()");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void anAnswerThatIsOpenedAsAPageDoesNothing(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    for (RawRequest request :
        List.of(
            Call.to("/v1/info").asGet(),
            Call.poll(site.room()).asGet(),
            Call.poll(site.room()).and("callback", "f").asGet(),
            Call.session("not a name").asJson(),
            RawRequest.get("/v1/nothing"))) {
      RawResponse answer = alice.ask(request);
      assertThat(policy(answer)).isEqualTo("default-src 'none'; frame-ancestors 'none'");
      assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void aFrameRunsItsOwnScriptsAloneAndEachFrameOthers(Container container) {
    Site site = Site.shared(container);
    Person alice = site.guest();
    Call frame = new Call("/v1/frame", List.of()).and("channel", site.room()).and("callback", "f");

    RawResponse refused = alice.ask(frame.and("hold", "x").asGet());
    RawResponse again = alice.ask(frame.and("hold", "x").asGet());

    String policy = policy(refused);
    String nonce = policy.replaceAll(".*'nonce-([\\w-]+)'.*", "$1");
    assertThat(refused.text()).contains("<script nonce=\"" + nonce + "\">parent.f(");
    assertThat(again.header(POLICY)).isNotEqualTo(refused.header(POLICY));
    assertThat(refused.header("Referrer-Policy")).contains("no-referrer");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoComesByTlsIsToldToStayThereIfABelievedProxySaysSo(Container container) {
    Site site = Site.shared(container);
    for (String path : List.of("/", "/v1/info", "/plain/")) {
      RawRequest request = RawRequest.get(path);
      RawResponse one = site.ask(request.header("X-Forwarded-Proto", "https"));
      RawResponse other = site.ask(request.header("Forwarded", "for=192.0.2.1;proto=\"https\""));
      RawResponse plain = site.ask(request.header("X-Forwarded-Proto", "http"));

      assertThat(one.header("Strict-Transport-Security")).contains("max-age=31536000");
      assertThat(other.header("Strict-Transport-Security")).contains("max-age=31536000");
      assertThat(plain.header("Strict-Transport-Security")).isEmpty();
    }
  }

  @Test
  void theOperatorSaysWhoFramesAndWhetherTlsIsForEver(@TempDir Path data) {
    Map<String, String> settings =
        Map.of(
            "frame-ancestors", "https://intranet.example",
            "strict-transport", "0",
            "proxies", "none");
    try (Site site = Site.start(Container.JETTY, data, settings)) {
      RawResponse page = site.ask(RawRequest.get("/").header("X-Forwarded-Proto", "https")).ok();
      assertThat(page.header(POLICY).orElse(""))
          .endsWith("frame-ancestors 'self' https://intranet.example");
      assertThat(page.header("X-Frame-Options")).isEmpty();
      assertThat(page.header("Strict-Transport-Security")).isEmpty();
    }
  }
}
