package dev.halley.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a server tells Prometheus, read as strictly as its text format allows (version 0.0.4).
 *
 * @param families by their names
 * @param samples values by their series, as they are written: {@code name{label="value"}}
 */
public record Exposition(Map<String, Family> families, Map<String, Double> samples) {

  private static final Pattern HEAD = Pattern.compile("# (HELP|TYPE) ([a-z_]+) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)(\\{([a-z]+=\"[^\"]*\",?)+})? ([^ ]+)");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");

  /**
   * The samples of one name.
   *
   * @param labels by which they are told apart, without the bounds of a histogram
   */
  public record Family(String name, String type, String help, Set<String> labels) {

    Family with(Set<String> found) {
      return new Family(name, type, help, found);
    }
  }

  /** Reads it. */
  public static Exposition parse(String text) {
    assertThat(text).endsWith("\n");
    Exposition all = new Exposition(new LinkedHashMap<>(), new LinkedHashMap<>());
    String help = "";
    Family current = new Family("", "", "", Set.of());
    for (String line : text.lines().toList()) {
      Matcher head = HEAD.matcher(line);
      if (!head.matches()) {
        all.sample(line, current);
      } else if (head.group(1).equals("HELP")) {
        help = head.group(3);
      } else {
        current = new Family(head.group(2), head.group(3), help, Set.of());
        assertThat(all.families.put(current.name, current)).as("%s twice", current).isNull();
      }
    }
    return all;
  }

  private void sample(String line, Family family) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as("a sample: %s", line).isTrue();
    String name = sample.group(1);
    String ending = name.substring(Math.min(name.length(), family.name.length()));
    assertThat(family.name).as("the family of %s", line).isNotEmpty();
    assertThat(name).startsWith(family.name);
    assertThat(ending)
        .isIn(isHistogram(family) ? List.of("_bucket", "_sum", "_count") : List.of(""));
    String series = line.substring(0, line.lastIndexOf(' '));
    double value = Double.parseDouble(sample.group(4).replace("+Inf", "Infinity"));
    assertThat(samples.put(series, value)).as("%s twice", series).isNull();
    Set<String> labels =
        LABEL.matcher(series).results().map(label -> label.group(1)).collect(Collectors.toSet());
    labels.remove("le");
    families.put(family.name, family.with(new TreeSet<>(labels)));
  }

  private static boolean isHistogram(Family family) {
    return family.type.equals("histogram");
  }

  /** The value of a series, which must be there. */
  public double value(String series) {
    assertThat(samples).containsKey(series);
    return samples.getOrDefault(series, Double.NaN);
  }

  /** The names of all samples, {@code _bucket} and the like with them. */
  Set<String> names() {
    return samples.keySet().stream()
        .map(series -> series.replaceAll("\\{.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Asserts what Prometheus asks of names, and of histograms. */
  public void keepsTheConventions() {
    families.values().forEach(this::keepsTheConventions);
  }

  private void keepsTheConventions(Family family) {
    assertThat(family.name).startsWith("halley_").doesNotContain("milli").doesNotContain("nano");
    assertThat(family.help).as("help of %s", family).endsWith(".");
    assertThat(family.name.endsWith("_total")).isEqualTo(family.type.equals("counter"));
    assertThat(family.type).isIn("counter", "gauge", "histogram");
    if (isHistogram(family)) {
      for (String series : samples.keySet()) {
        if (series.startsWith(family.name + "_count")) {
          isAscending(family.name, series.substring((family.name + "_count").length()));
        }
      }
    }
  }

  /** The counts of a histogram's buckets include those of the smaller ones, and the last is all. */
  private void isAscending(String name, String labels) {
    String start = name + "_bucket{" + labels.replaceAll("[{}]", "");
    List<Double> counts = new ArrayList<>();
    samples.forEach(
        (series, value) -> {
          if (series.startsWith(start)) {
            counts.add(value);
          }
        });
    assertThat(counts).hasSizeGreaterThan(5).isSorted();
    assertThat(counts.get(counts.size() - 1)).isEqualTo(value(name + "_count" + labels));
  }
}
