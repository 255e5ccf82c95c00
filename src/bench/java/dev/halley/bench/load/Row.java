package dev.halley.bench.load;

import java.util.List;

/**
 * One thing that is measured.
 *
 * @param name as people ask for it, {@code fanout1000}
 * @param title what the table calls it
 * @param way how the messages travel
 * @param flags what the server's JVM gets besides, for a row that needs a server of its own
 * @param measurement how it is measured
 */
record Row(String name, String title, Way way, List<String> flags, Measurement measurement) {

  /** How something is measured. */
  interface Measurement {

    /** Measures it on a server that is warm and that nobody uses. */
    void run(Stage stage, Way way, Sheet sheet);
  }

  static Row of(String name, String title, Way way, Measurement measurement) {
    return new Row(name, title, way, List.of(), measurement);
  }

  Row with(String... more) {
    return new Row(name, title, way, List.of(more), measurement);
  }
}
