package dev.halley.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.halley.metrics.CarrierMeters.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents say of the metrics is what a server tells. */
class MetricsPageTest {

  private static final Path DOCS = Path.of(System.getProperty("basedir", "")).resolve("docs");
  private static final Pattern METRIC = Pattern.compile("halley_[a-z_]+");

  private final Exposition told = new Workshop().read();

  private static String page() throws IOException {
    return Files.readString(DOCS.resolve("metrics.md"));
  }

  private static JsonObject dashboard() throws IOException {
    return JsonParser.parseString(Files.readString(DOCS.resolve("grafana-dashboard.json")))
        .getAsJsonObject();
  }

  private static Set<String> metrics(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The first cells of the rows of the page's tables whose first cell begins so. */
  private static List<List<String>> rows(String start, int cells) throws IOException {
    return page()
        .lines()
        .filter(line -> line.startsWith("| `" + start))
        .map(line -> Arrays.asList(line.split(" *\\| *", -1)).subList(1, 1 + cells))
        .toList();
  }

  @Test
  void pageHasEachMetricAsTheServerTellsIt() throws IOException {
    List<List<String>> expected = new ArrayList<>();
    for (Exposition.Family family : told.families().values()) {
      expected.add(
          List.of(
              "`" + family.name() + "`",
              family.type(),
              String.join(", ", family.labels()),
              family.help()));
    }

    assertThat(rows("halley_", 4)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void pageTellsEveryKindOfAnswer() throws IOException {
    String page = page();

    for (Kind kind : Kind.values()) {
      assertThat(page).contains("\n| `" + Registrar.word(kind) + "` | ");
    }
  }

  @Test
  void pageHasAboutAsManySeriesAsItSays() {
    assertThat(told.samples().size()).isBetween(200, 350);
  }

  @Test
  void pageAndDashboardAskForNothingThatIsNotTold() throws IOException {
    Set<String> asked = metrics(dashboard().toString() + page());

    Set<String> known = new TreeSet<>(told.names());
    known.addAll(told.families().keySet());
    assertThat(known).containsAll(asked);
  }

  @Test
  void everyMetricIsSomewhereOnTheDashboard() throws IOException {
    String asked = metrics(dashboard().toString()).toString();

    assertThat(told.families().keySet()).allSatisfy(name -> assertThat(asked).contains(name));
  }

  @Test
  void dashboardHasItsRowsAndEveryPanelItsQueries() throws IOException {
    List<String> rows = new ArrayList<>();
    Set<Integer> ids = new TreeSet<>();
    for (JsonElement element : dashboard().getAsJsonArray("panels")) {
      JsonObject panel = element.getAsJsonObject();
      assertThat(ids.add(panel.get("id").getAsInt())).as("%s", panel).isTrue();
      if (panel.get("type").getAsString().equals("row")) {
        rows.add(panel.get("title").getAsString());
      } else {
        for (JsonElement target : panel.getAsJsonArray("targets")) {
          String query = target.getAsJsonObject().get("expr").getAsString();
          assertThat(query).matches(".*halley_[a-z_]+\\{instance=~\"\\$instance\".*");
          assertThat(query.replaceAll("[^(]", "")).hasSameSizeAs(query.replaceAll("[^)]", ""));
        }
      }
    }

    assertThat(rows).containsExactly("Connections", "Messages", "Latency", "Storage", "Refusals");
  }
}
