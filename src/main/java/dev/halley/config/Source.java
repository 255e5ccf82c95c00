package dev.halley.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A place where settings are found.
 *
 * @param title for messages: {@code the environment}
 * @param spelling how a setting's name is written there
 * @param values what it says, by names of settings, which need not exist
 * @param lines in which line a setting stands, where there are lines
 */
record Source(
    String title,
    UnaryOperator<String> spelling,
    Map<String, String> values,
    Map<String, Integer> lines) {

  /** Kubernetes tells each container of a service called halley in such variables. */
  private static final Pattern KUBERNETES =
      Pattern.compile("HALLEY_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_[0-9]+_[A-Z]+(_[A-Z]+)?)?)");

  /** What jetty-base reads for itself. */
  private static final Set<String> JETTY_BASE = Set.of("halley.war");

  static Source environment(Map<String, String> variables) {
    Map<String, String> values = new TreeMap<>();
    variables.forEach(
        (variable, value) -> {
          if (variable.startsWith(Setting.VARIABLE_PREFIX)
              && !KUBERNETES.matcher(variable).matches()) {
            String name = variable.substring(Setting.VARIABLE_PREFIX.length());
            values.put(name.toLowerCase(Locale.ROOT).replace('_', '-'), value);
          }
        });
    return new Source("the environment", Setting::variable, values, Map.of());
  }

  /** Where a setting stands, for people: {@code HALLEY_DATA in the environment}. */
  String where(String name) {
    Integer line = lines.get(name);
    return spelling.apply(name) + " in " + title + (line == null ? "" : ", line " + line);
  }

  static Source systemProperties(Map<String, String> properties) {
    return properties("the system properties", properties);
  }

  static Source contextParameters(Map<String, String> parameters) {
    return properties("the context parameters", parameters);
  }

  /** Others may have properties in the same place. */
  private static Source properties(String title, Map<String, String> properties) {
    Map<String, String> values = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(Setting.PREFIX) && !JETTY_BASE.contains(key)) {
            values.put(key.substring(Setting.PREFIX.length()), value);
          }
        });
    return new Source(title, Setting::key, values, Map.of());
  }

  /**
   * Reads a properties file in UTF-8. All that is in it must be settings.
   *
   * @throws SettingsException if it cannot be read
   */
  static Source file(Path file) {
    PropertiesFile properties;
    try {
      properties = PropertiesFile.read(file);
    } catch (IOException e) {
      throw new SettingsException("The settings file " + file + " cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "The settings file " + file + " cannot be read: " + e.getMessage(), e);
    }
    Map<String, String> values = new TreeMap<>();
    Map<String, Integer> lines = new TreeMap<>();
    properties
        .entries()
        .forEach(
            (key, entry) -> {
              if (!key.startsWith(Setting.PREFIX)) {
                throw new SettingsException(
                    "Expected keys that begin with "
                        + Setting.PREFIX
                        + " in "
                        + file
                        + "; found "
                        + key
                        + " in line "
                        + entry.line());
              }
              String name = key.substring(Setting.PREFIX.length());
              values.put(name, entry.value());
              lines.put(name, entry.line());
            });
    return new Source(file.toString(), Setting::key, values, lines);
  }
}
