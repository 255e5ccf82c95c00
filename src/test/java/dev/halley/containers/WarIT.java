package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is in the WAR, and what is not. */
class WarIT {

  private static final String LIBRARIES = "WEB-INF/lib/";

  @Test
  void warBringsTheLibrariesThatRunAndNoAnnotationsForCompilers() throws IOException {
    assertThat(names())
        .filteredOn(name -> name.startsWith(LIBRARIES) && !name.equals(LIBRARIES))
        .map(name -> name.substring(LIBRARIES.length()).replaceFirst("-[0-9].*", ""))
        .containsExactlyInAnyOrder(
            "bucket4j_jdk17-core",
            "caffeine",
            "h2-mvstore",
            "jackson-core",
            "nimbus-jose-jwt",
            "prometheus-metrics-config",
            "prometheus-metrics-core",
            "prometheus-metrics-exposition-textformats",
            "prometheus-metrics-model",
            "prometheus-metrics-tracer-common",
            "prometheus-metrics-tracer-initializer",
            "prometheus-metrics-tracer-otel",
            "prometheus-metrics-tracer-otel-agent");
  }

  @Test
  void warBringsNoClassOfTheContainerAndNoneOfTheTests() throws IOException {
    assertThat(names())
        .filteredOn(name -> name.endsWith(".class"))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("WEB-INF/classes/dev/halley/"))
        .noneMatch(name -> name.contains("/containers/"));
  }

  @Test
  void everyEntryHasTheSameTimeSoThatTwoBuildsGiveTheSameFile() throws IOException {
    try (ZipFile war = new ZipFile(BuiltFiles.war().toFile())) {
      assertThat(war.stream().map(ZipEntry::getTime).distinct()).hasSize(1);
    }
  }

  private static List<String> names() throws IOException {
    try (ZipFile war = new ZipFile(BuiltFiles.war().toFile())) {
      return war.stream().map(ZipEntry::getName).toList();
    }
  }
}
