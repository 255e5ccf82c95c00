package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {

  @Test
  void commandsAndWhatTheyPrintAreToldApart(@TempDir Path folder) throws IOException {
    Path page =
        Files.writeString(
            folder.resolve("page.md"),
            """
            ```sh
            mvn -Prun
            ```
            ```json
            {"curl": 1}
            ```
            ```console
            $ curl -s \\
                http://localhost:8080/
            {"a": 1}
            $ X=1
            ```
            ```sh
            curl x
            ```
            ```console
            $ java -jar start.jar
            ```
            """);

    Document document = Document.read(page);

    assertThat(document.blocks())
        .containsExactly(
            new Document.Block(
                7, List.of("curl -s \\", "    http://localhost:8080/", "X=1"), "{\"a\": 1}\n"),
            new Document.Block(13, List.of("curl x"), ""));
  }

  @Test
  void shapeAllowsWhatThePageLeavesOpenAndNothingElse() {
    String shown = "200\n{\"id\": \"…\", \"time\": 1795000000000, \"n\": [1.10, null]} x…z";

    Shape.matches(
        "p:1", shown, "200\n{\"n\":[1.10,null],\"time\":1795000000001,\"id\":\"q\\\"}\"}\nxyz\n");
    for (String other :
        List.of(
            "{\"id\":\"q\",\"time\":1795000000001,\"n\":[1.1,null]}",
            "{\"id\":\"q\",\"time\":1795000000001,\"n\":[1.10,null],\"more\":true}",
            "{\"id\":\"q\",\"time\":5,\"n\":[1.10,null]}",
            "{\"id\":5,\"time\":1795000000001,\"n\":[1.10,null]}",
            "{\"id\":\"q\",\"time\":1795000000001,\"n\":[1.10]}")) {
      assertThatThrownBy(() -> Shape.matches("p:1", shown, "200\n" + other + "\nxyz"))
          .as(other)
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void commandsAtTheSameTimeMayPrintInEitherOrder() {
    String shown = "{\"a\":1}\n{\"b\":2}";

    Shape.matchesInAnyOrder("p:1", shown, "{\"b\":2}{\"a\":1}");
    for (String other : List.of("{\"a\":1}", "{\"b\":2}{\"a\":3}", "{\"a\":1}{\"b\":2}{\"c\":3}")) {
      assertThatThrownBy(() -> Shape.matchesInAnyOrder("p:1", shown, other))
          .as(other)
          .isInstanceOf(AssertionError.class);
    }
  }
}
