package dev.halley.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
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
 */
record Source(String title, UnaryOperator<String> spelling, Map<String, String> values) {

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
    return new Source("the environment", Setting::variable, values);
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
    return new Source(title, Setting::key, values);
  }

  /**
   * Reads a properties file in UTF-8. All that is in it must be settings.
   *
   * @throws SettingsException if it cannot be read
   */
  static Source file(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException("The settings file " + file + " cannot be read: " + e, e);
    }
    Map<String, String> values = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (!key.startsWith(Setting.PREFIX)) {
        throw new SettingsException(
            "Expected keys that begin with " + Setting.PREFIX + " in " + file + "; found " + key);
      }
      values.put(key.substring(Setting.PREFIX.length()), properties.getProperty(key));
    }
    return new Source(file.toString(), Setting::key, values);
  }
}
