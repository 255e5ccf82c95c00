package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever types the commands of the documents gets what the documents show. */
class DocumentsIT {

  private static final String DOCUMENTED = "localhost:8080";

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/protocol.md"})
  void commandsOfAPagePrintWhatItShows(String page, @TempDir Path folder) throws Exception {
    needsCurl();
    Document document = Document.read(Path.of(page));
    assertThat(document.blocks()).as("blocks with curl in %s", page).isNotEmpty();
    try (Site site = Site.start(Container.JETTY, folder.resolve("data"), Map.of())) {

      run(document, site.port(), folder);

      for (Document.Block block : document.blocks()) {
        String where = page + ":" + block.line();
        String printed = Files.readString(output(folder, block));
        if (block.shown().isBlank()) {
          continue;
        }
        if (block.commands().stream().anyMatch(command -> command.endsWith("&"))) {
          Shape.matchesInAnyOrder(where, block.shown(), printed);
        } else {
          Shape.matches(where, block.shown(), printed);
        }
      }
      site.saysNoException();
    }
  }

  private static void needsCurl() throws InterruptedException {
    try {
      Process curl = new ProcessBuilder("curl", "--version").start();
      curl.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      assertThat(curl.waitFor()).isZero();
    } catch (IOException e) {
      String missing = "curl is not installed: THE COMMANDS OF THE DOCUMENTS WERE NOT TESTED";
      assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
      System.getLogger(DocumentsIT.class.getName()).log(System.Logger.Level.WARNING, missing);
      abort(missing);
    }
  }

  private static Path output(Path folder, Document.Block block) {
    return folder.resolve("line-" + block.line());
  }

  /** Runs all blocks in one shell, each block's output into a file of its own. */
  private static void run(Document document, int port, Path folder) throws Exception {
    List<String> script = new ArrayList<>(List.of("set -e -o pipefail"));
    for (Document.Block block : document.blocks()) {
      script.add("exec > '" + output(folder, block) + "'");
      script.add("echo 'at line " + block.line() + "' >&2");
      block.commands().forEach(c -> script.add(c.replace(DOCUMENTED, "localhost:" + port)));
    }
    Path file = Files.write(folder.resolve("script"), script, StandardCharsets.UTF_8);
    Path errors = folder.resolve("errors");
    Process bash =
        new ProcessBuilder("bash", file.toString()).redirectError(errors.toFile()).start();
    boolean over = bash.waitFor(180, TimeUnit.SECONDS);
    bash.destroyForcibly();
    assertThat(over).as("over within 180 s: %s", Files.readString(errors)).isTrue();
    assertThat(bash.waitFor()).as("%s: %s", document.path(), Files.readString(errors)).isZero();
  }
}
