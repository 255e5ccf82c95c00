package dev.halley.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results as people read them: a Markdown table, what was lost, and which goals hold. */
final class Table {

  /** Besides what a goal is about. */
  private static final List<ServerKind> OTHERS =
      List.of(ServerKind.DRESSED, ServerKind.PLAIN, ServerKind.UNCOUNTED);

  private static final List<String> HEAD =
      List.of("row", "measure", "Halley", "beside", "that", "ratio", "at most", "");

  private final List<Row> rows;
  private final Results results;

  Table(List<Row> rows, Results results) {
    this.rows = rows;
    this.results = results;
  }

  /** The whole text. */
  String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEAD);
    for (Row row : rows) {
      for (Measure measure : Measure.values()) {
        if (measure.isCompared()) {
          addLine(lines, row, measure);
        }
      }
    }
    return laidOut(lines) + "\n" + losses() + compiling();
  }

  private void addLine(List<List<String>> lines, Row row, Measure measure) {
    List<Double> halley = results.of(ServerKind.HALLEY, row.name(), measure);
    Goal goal = Goal.of(row, measure);
    List<Double> beside = goal.isAlone() ? List.of() : results.of(goal.kind(), goal.row(), measure);
    if (!halley.isEmpty() || (!beside.isEmpty() && goal.kind() != ServerKind.HALLEY)) {
      List<Double> ratio = goal.isAlone() ? halley : Results.ratios(halley, beside);
      lines.add(
          List.of(
              row.title() + suffix(row),
              measure.label(),
              Results.show(halley),
              goal.isAlone() ? "" : besides(goal),
              Results.show(beside),
              goal.isAlone() ? "" : Results.show(ratio),
              goal.isAsked() ? String.format(Locale.ROOT, "%.2f", goal.most()) : "",
              verdict(goal, ratio)));
    }
    for (ServerKind other : OTHERS) {
      List<Double> its = results.of(other, row.name(), measure);
      if (!its.isEmpty()) {
        lines.add(
            List.of(
                row.title() + suffix(row),
                measure.label(),
                Results.show(halley),
                other.label(),
                Results.show(its),
                Results.show(Results.ratios(halley, its)),
                "",
                ""));
      }
    }
  }

  private static String suffix(Row row) {
    String log = row.way().isDurable() ? ", durable" : "";
    return row.way().carrier() == Carrier.POLL
        ? log
        : log + ", " + row.way().carrier().name().toLowerCase(Locale.ROOT);
  }

  private static String besides(Goal goal) {
    return goal.kind() == ServerKind.HALLEY ? goal.row() : goal.kind().label();
  }

  private static String verdict(Goal goal, List<Double> ratio) {
    if (!goal.isAsked() || ratio.isEmpty()) {
      return "";
    }
    return Results.median(ratio) <= goal.most() ? "holds" : "FAILS";
  }

  private static String laidOut(List<List<String>> lines) {
    int columns = HEAD.size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < lines.size(); n++) {
      addCells(text, lines.get(n), widths);
      if (n == 0) {
        for (int width : widths) {
          text.append('|').append("-".repeat(width + 2));
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  private static void addCells(StringBuilder text, List<String> cells, int[] widths) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      text.append("| ").append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
    }
    text.append("|\n");
  }

  private String losses() {
    StringBuilder text = new StringBuilder();
    for (ServerKind kind : ServerKind.values()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %.0f messages lost, %.0f came twice%n",
              kind.label(),
              results.sum(kind, Measure.LOST),
              results.sum(kind, Measure.REPEATED)));
    }
    return text.toString();
  }

  /** What was measured before the server was warm for it. */
  private String compiling() {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      for (ServerKind kind : ServerKind.values()) {
        List<Double> shares = results.of(kind, row.name(), Measure.COMPILING);
        if (!shares.isEmpty() && Results.median(shares) > Load.MOST_COMPILING) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "%s, %s: the compilers still had %s %% of the CPU%n",
                  row.title(),
                  kind.label(),
                  Results.show(shares)));
        }
      }
    }
    return text.toString();
  }
}
