package dev.halley.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A properties file in UTF-8, read line by line: {@link Properties} alone does not tell where a key
 * stood, and of two lines with one key it silently forgets the first.
 *
 * @param entries by key
 */
record PropertiesFile(Map<String, Entry> entries) {

  /**
   * What stands under a key.
   *
   * @param line the number of its line, from 1; of its first, if it goes on over several
   */
  record Entry(String value, int line) {}

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no properties file, or has a key twice
   */
  static PropertiesFile read(Path file) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 1;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int first = number++;
        StringBuilder whole = new StringBuilder(line);
        while (!isComment(whole) && goesOn(whole)) {
          String next = reader.readLine();
          number++;
          whole.append('\n').append(next == null ? "" : next);
        }
        add(entries, whole.toString(), first);
      }
    }
    return new PropertiesFile(entries);
  }

  private static boolean isComment(CharSequence line) {
    String text = line.toString().stripLeading();
    return text.startsWith("#") || text.startsWith("!");
  }

  /** Whether it ends with a backslash that no other one takes back. */
  private static boolean goesOn(CharSequence line) {
    int slashes = 0;
    while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private static void add(Map<String, Entry> entries, String text, int line) throws IOException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
    }
    for (String key : one.stringPropertyNames()) {
      Entry before = entries.put(key, new Entry(one.getProperty(key), line));
      if (before != null) {
        throw new IllegalArgumentException(
            "expected each key once; found "
                + key
                + " in the lines "
                + before.line()
                + " and "
                + line);
      }
    }
  }
}
