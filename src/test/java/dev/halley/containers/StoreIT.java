package dev.halley.containers;

import static dev.halley.containers.Person.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A data folder that cannot be used, or not any more. */
class StoreIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void secondServerOnTheSameDataIsRefusedAndTheFirstGoesOn(
      Container container, @TempDir Path data) {
    try (Site first = Site.start(container, data, Map.of())) {
      Person alice = first.guest();
      String room = first.room();
      alice.publish(room, "before");

      saysWhy(ServerProcess.refusal(container, data, Map.of()), data);

      alice.publish(room, "after");
      assertThat(texts(alice.poll(Call.poll(room).and("history", 5))))
          .containsExactly("before", "after");
      first.isWell();
    }
    try (Site again = Site.start(container, data, Map.of())) {
      again.isWell();
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void unreadableFileIsRefusedAndNotOverwritten(Container container, @TempDir Path data)
      throws IOException {
    try (Site site = Site.start(container, data, Map.of())) {
      site.guest().publish(site.room(), "x");
      site.process().terminate();
    }
    Path file = largest(data);
    byte[] rubbish = "this is no store ".repeat(2_000).getBytes(StandardCharsets.US_ASCII);
    Files.write(file, rubbish);

    saysWhy(ServerProcess.refusal(container, data, Map.of()), file);

    assertThat(Files.readAllBytes(file)).as("the file is left as it was").isEqualTo(rubbish);
  }

  /** Asserts that one sentence of what a server printed names the file or folder. */
  private static void saysWhy(String printed, Path named) {
    assertThat(printed.lines())
        .as("a sentence about %s in %s", named, printed)
        .anyMatch(line -> line.contains(named.toString()) && !line.strip().startsWith("at "));
  }

  private static Path largest(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var walk = Files.walk(folder)) {
      walk.filter(Files::isRegularFile).forEach(files::add);
    }
    return files.stream()
        .max(java.util.Comparator.comparingLong(f -> f.toFile().length()))
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(value = Container.class, names = "JETTY")
  void fullDiskStopsWritingButNotReadingAndLosesNothing(Container container, @TempDir Path data)
      throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit of util-linux");
    List<String> acknowledged = new ArrayList<>();
    Person alice;
    String room;
    try (Site site = Site.start(container, data, Map.of())) {
      alice = site.guest();
      room = site.room();
      alice.publish(room, "first");
      acknowledged.add("first");
      // A limit on the size of files is what a full disk is to one process.
      limitFiles(site, largest(data).toFile().length() + 20_000);

      RawResponse refused = alice.ask(Call.publish(room, "x0" + "y".repeat(50_000)));
      for (int i = 1; refused.status() == 200 && i < 50; i++) {
        acknowledged.add(data(i - 1));
        refused = alice.ask(Call.publish(room, data(i)));
      }

      Problems.refused(refused, 503, "store-unavailable");
      assertThat(texts(alice.poll(Call.poll(room).and("history", 1000))))
          .containsExactlyElementsOf(acknowledged);
      try (RawConnection held =
          alice.hold(Call.poll(room).and("cursor", alice.cursor(room)).and("hold", 1))) {
        AnswerRules.poll(held.read());
      }
      site.process().kill();
    }
    try (Site site = Site.start(container, data, Map.of())) {
      assertThat(alice.at(site).all(room).stream().map(m -> m.get("data").getAsString()))
          .startsWith(acknowledged.toArray(String[]::new));
      alice.at(site).publish(room, "room again");
    }
  }

  private static String data(int index) {
    return "x" + index + "y".repeat(50_000);
  }

  private static void limitFiles(Site site, long bytes) throws Exception {
    Process prlimit =
        new ProcessBuilder(
                "/usr/bin/prlimit", "--pid", "" + site.process().pid(), "--fsize=" + bytes)
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }
}
