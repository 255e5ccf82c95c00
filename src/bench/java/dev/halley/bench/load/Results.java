package dev.halley.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of all rounds. */
final class Results {

  private record Key(ServerKind kind, String row, Measure measure) {}

  private final Map<Key, List<Double>> figures = new LinkedHashMap<>();

  /** Adds a figure: the row, the measure and the number, as {@link Sheet} writes them. */
  void add(ServerKind kind, String[] figure) {
    Key key = new Key(kind, figure[0], Measure.valueOf(figure[1]));
    figures.computeIfAbsent(key, none -> new ArrayList<>()).add(Double.valueOf(figure[2]));
  }

  /** The figures of a measure, one for each round; none if it was not taken. */
  List<Double> of(ServerKind kind, String row, Measure measure) {
    return figures.getOrDefault(new Key(kind, row, measure), List.of());
  }

  /** The rounds' ratios, as far as both were measured. */
  static List<Double> ratios(List<Double> above, List<Double> below) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(above.size(), below.size()); round++) {
      ratios.add(above.get(round) / below.get(round));
    }
    return ratios;
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The median, and the least and the most if there are several. */
  static String show(List<Double> values) {
    if (values.isEmpty()) {
      return "–";
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    String median = number(median(values));
    return sorted.length == 1
        ? median
        : median + " (" + number(sorted[0]) + "–" + number(sorted[sorted.length - 1]) + ")";
  }

  private static String number(double value) {
    double size = Math.abs(value);
    int digits = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** The sum of a measure over all rows and rounds of a server. */
  double sum(ServerKind kind, Measure measure) {
    return figures.entrySet().stream()
        .filter(e -> e.getKey().kind() == kind && e.getKey().measure() == measure)
        .flatMap(e -> e.getValue().stream())
        .mapToDouble(Double::doubleValue)
        .sum();
  }
}
