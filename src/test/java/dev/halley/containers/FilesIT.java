package dev.halley.containers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of the pages, which no container's own servlet serves. */
class FilesIT {

  /** More than all threads of the pool in jetty-base. */
  private static final int SLOW = 24;

  private static final String SCRIPT = "/halley.js";

  private static RawResponse get(Site site, String path, String name, String value) {
    return site.ask(RawRequest.get(path).header(name, value));
  }

  private static String tag(RawResponse response) {
    return response.header("ETag").orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void everyFileOfTheWarIsServedAsItIs(Container container) throws IOException {
    Site site = Site.shared(container);
    try (ZipFile war = new ZipFile(BuiltFiles.war().toFile())) {
      List<? extends ZipEntry> files =
          war.stream()
              .filter(entry -> !entry.isDirectory())
              .filter(entry -> !entry.getName().matches("(WEB|META)-INF/.*"))
              .toList();
      assertThat(files).hasSizeGreaterThan(20);
      for (ZipEntry file : files) {
        RawResponse response = site.ask(RawRequest.get("/" + file.getName())).ok();
        try (InputStream in = war.getInputStream(file)) {
          assertThat(response.raw())
              .as(file.getName())
              .isEqualTo(new String(in.readAllBytes(), ISO_8859_1));
        }
        // Without a tag it is not ours that served it: its name is missing in WebFiles.
        assertThat(response.header("ETag")).as(file.getName()).isPresent();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void fileGoesPackedToWhoTakesThat(Container container) throws IOException {
    Site site = Site.shared(container);
    RawResponse plain = get(site, SCRIPT, "Accept-Encoding", "br, gzip;q=0").ok();
    RawResponse packed = get(site, SCRIPT, "Accept-Encoding", "br;q=1.0, gzip;q=0.8, *;q=0.1").ok();

    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(packed.header("Content-Encoding")).contains("gzip");
    assertThat(packed.header("Vary").orElse("")).contains("Accept-Encoding");
    assertThat(packed.length()).isLessThan(plain.length() / 2);
    try (InputStream in =
        new GZIPInputStream(new ByteArrayInputStream(packed.raw().getBytes(ISO_8859_1)))) {
      assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo(plain.raw());
    }
    assertThat(tag(packed)).isNotEqualTo(tag(plain));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoHasTheFileIsNotSentItAgain(Container container) {
    Site site = Site.shared(container);
    String tag = tag(site.ask(RawRequest.get(SCRIPT)).ok());

    RawResponse again = get(site, SCRIPT, "If-None-Match", "\"other\", W/" + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.length()).isZero();
    assertThat(tag(again)).isEqualTo(tag);
    assertThat(get(site, SCRIPT, "If-None-Match", "\"other\"").ok().length()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void pagesAreAtTheirFoldersAndNothingElseIsThere(Container container) {
    Site site = Site.shared(container);

    assertThat(site.ask(RawRequest.get("/")).ok().header("Content-Type").orElse(""))
        .isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(site.ask(RawRequest.get("/doctor/")).ok().text()).contains("<html");
    RawResponse folder = site.ask(RawRequest.get("/doctor"));
    assertThat(folder.status()).isEqualTo(302);
    assertThat(folder.header("Location").orElse("")).endsWith("/doctor/");
    assertThat(site.ask(RawRequest.of("HEAD", SCRIPT)).status()).isEqualTo(200);
    for (String path : List.of("/nowhere", "/css/", "/WEB-INF/web.xml", "/nowhere/")) {
      assertThat(site.ask(RawRequest.get(path)).status()).as(path).isEqualTo(404);
    }
    RawResponse refused = site.ask(RawRequest.post(SCRIPT, "x"));
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).contains("GET, HEAD");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void whoAsksForFilesAndReadsNothingHoldsUpNobody(Container container, @TempDir Path data) {
    String much = "GET " + SCRIPT + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Site site = Site.start(container, data, Map.of())) {
      List<RawConnection> slow = new ArrayList<>();
      for (int i = 0; i < SLOW; i++) {
        slow.add(RawConnection.narrow(site.port()).send(much.repeat(50)));
      }
      Person alice = site.guest();
      String room = site.room();
      Call poll = Call.poll(room).and("cursor", alice.cursor(room));
      for (int i = 0; i < 20; i++) {
        try (RawConnection held = alice.hold(poll)) {
          alice.publish(room, "m" + i);
          assertThat(Person.messagesOf(AnswerRules.poll(held.read()))).isNotEmpty();
        }
        assertThat(site.ask(RawRequest.get(SCRIPT)).ok().length()).isPositive();
      }
      slow.forEach(RawConnection::close);
    }
  }
}
