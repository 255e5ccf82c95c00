package dev.halley.bench.load;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is asked of the bench, by system properties that begin with {@code bench.}.
 *
 * @param rows what is measured
 * @param rounds how often each server is
 * @param warm with how many requests a server is warmed up
 * @param servers what is measured, in this order
 * @param java the JDK of the servers
 * @param flags what the servers' JVMs get besides those of {@code jetty-base}
 * @param project the folder of the project
 * @param jetty an unpacked Jetty
 */
record Options(
    List<Row> rows,
    int rounds,
    int warm,
    List<ServerKind> servers,
    Path java,
    List<String> flags,
    Path project,
    Path jetty) {

  static Options read() {
    return new Options(
        Rows.named(text("rows", Rows.SHORT)),
        number("rounds", "3"),
        number("warm", "100000"),
        Arrays.stream(text("servers", "halley,two-phase").split(",", -1))
            .map(Options::server)
            .toList(),
        Path.of(text("java", System.getProperty("java.home"))),
        Arrays.stream(text("flags", "").split(" ", -1)).filter(flag -> !flag.isBlank()).toList(),
        Path.of(text("project", "")).toAbsolutePath(),
        Path.of(text("jetty", "")).toAbsolutePath());
  }

  private static ServerKind server(String name) {
    try {
      return ServerKind.valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new BenchException(
          "expected halley, uncounted, two-phase, dressed or plain in bench.servers; found " + name,
          e);
    }
  }

  private static int number(String name, String fallback) {
    String text = text(name, fallback);
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new BenchException(expectedNumber(name, text), e);
    }
    throw new BenchException(expectedNumber(name, text));
  }

  private static String expectedNumber(String name, String text) {
    return "expected a number from 1 up for bench." + name + "; found " + text;
  }

  private static String text(String name, String fallback) {
    String text = System.getProperty("bench." + name, "");
    return text.isBlank() ? fallback : text;
  }
}
