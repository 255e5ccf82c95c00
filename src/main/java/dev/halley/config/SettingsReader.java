package dev.halley.config;

import dev.halley.auth.Role;
import dev.halley.config.Settings.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the settings in the settings file, the environment, the system properties and the context
 * parameters: the later wins. Every value is checked, also one that another wins over.
 */
public final class SettingsReader {

  /** The file is found through these, so it cannot hold them. */
  private static final List<Setting<?>> NOT_IN_FILE =
      List.of(SettingsTable.DATA, SettingsTable.CONFIG);

  /** Some URL of a login has a user and a password before its host; neither is shown. */
  private static final Pattern USER_IN_URL = Pattern.compile("://.*@", Pattern.DOTALL);

  private static final String KNOWN =
      SettingsTable.rows().stream().map(Setting::key).collect(Collectors.joining(", "))
          + ", "
          + OperatorRules.KEYS
          + ", "
          + OperatorRoles.KEYS;

  private final String contextPath;
  private final String home;
  private final List<Source> outside;

  /**
   * A reader of what a web application can see.
   *
   * @param contextPath the path it is deployed at; empty for the root
   * @param environment the environment variables
   * @param systemProperties the system properties; {@code user.home} among them
   * @param contextParameters the web application's own
   */
  public SettingsReader(
      String contextPath,
      Map<String, String> environment,
      Map<String, String> systemProperties,
      Map<String, String> contextParameters) {
    this.contextPath = contextPath;
    this.home = systemProperties.getOrDefault("user.home", "");
    this.outside =
        List.of(
            Source.environment(environment),
            Source.systemProperties(systemProperties),
            Source.contextParameters(contextParameters));
  }

  /**
   * Reads all settings.
   *
   * @throws SettingsException if a key is unknown or a value is not what its setting takes: with
   *     all of them, each with its source and what was expected; or if settings do not go together.
   *     The value of an unknown key is not shown: it may be a secret
   */
  public Settings read() {
    check(outside);
    Found data = located(find(SettingsTable.DATA, outside), "CONTEXT", contextName());
    Found config = located(find(SettingsTable.CONFIG, outside), "DATA", data.text());
    List<Source> sources = new ArrayList<>(outside);
    if (!config.source().isEmpty() || Files.exists(Path.of(config.text()))) {
      sources.add(0, file(Path.of(config.text())));
    }
    Map<String, Found> found = new HashMap<>();
    SettingsTable.rows().forEach(setting -> found.put(setting.name(), find(setting, sources)));
    found.put(SettingsTable.DATA.name(), data);
    found.put(SettingsTable.CONFIG.name(), config);
    Settings settings =
        new Settings(found, OperatorRules.find(sources), OperatorRoles.find(sources));
    LoginSection.read(settings);
    ContainerSection.check(settings);
    return settings;
  }

  private static Source file(Path path) {
    Source file = Source.file(path);
    for (Setting<?> setting : NOT_IN_FILE) {
      if (file.values().containsKey(setting.name())) {
        throw new SettingsException(
            "Expected no "
                + setting.key()
                + " in "
                + path
                + ", because that file is found through it; set it in the environment, the system"
                + " properties or the context parameters");
      }
    }
    check(List.of(file));
    return file;
  }

  /** The value that wins, or the default. */
  private static Found find(Setting<?> setting, List<Source> sources) {
    Found found = new Found(setting.fallback(), "");
    for (Source source : sources) {
      String text = source.values().get(setting.name());
      if (text != null) {
        found = new Found(text.strip(), source.title());
      }
    }
    return found;
  }

  /** An absolute path for what was found; a default names a part of it by a word. */
  private Found located(Found found, String word, String meaning) {
    String text = found.source().isEmpty() ? found.text().replace(word, meaning) : found.text();
    if (text.startsWith("~/")) {
      if (!Path.of(home).isAbsolute()) {
        throw new SettingsException(
            "Expected "
                + SettingsTable.DATA.key()
                + " to be set, because the home folder of the"
                + " user that runs the server is not known; found neither");
      }
      text = home + text.substring(1);
    }
    return new Found(Path.of(text).toAbsolutePath().normalize().toString(), found.source());
  }

  private String contextName() {
    return contextPath.length() <= 1 ? "root" : contextPath.substring(1).replace('/', '#');
  }

  private static void check(List<Source> sources) {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources) {
      source.values().forEach((name, text) -> problem(source, name, text).ifPresent(wrong::add));
    }
    if (!wrong.isEmpty()) {
      throw new SettingsException(String.join("; ", wrong));
    }
  }

  private static Optional<String> problem(Source source, String name, String text) {
    if (OperatorRules.isRule(name)) {
      return lineProblem("rule", Rule::parse, source, name, text);
    }
    if (OperatorRoles.isRole(name)) {
      return lineProblem("role", Role::parse, source, name, text);
    }
    String where = source.where(name);
    Setting<?> setting =
        SettingsTable.rows().stream()
            .filter(row -> row.name().equals(name))
            .findFirst()
            .orElse(null);
    if (setting == null) {
      return Optional.of("Found an unknown setting " + where + "; expected " + KNOWN);
    }
    try {
      setting.form().read(text.strip());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      String shown = USER_IN_URL.matcher(text).replaceAll("://…@");
      return Optional.of("Found \"" + shown + "\" for " + where + "; expected " + setting.range());
    }
  }

  /** It has many parts, so it says itself which of them is wrong. */
  private static Optional<String> lineProblem(
      String what, Function<String, ?> parse, Source source, String name, String text) {
    try {
      Object unused = parse.apply(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("The " + what + " " + source.where(name) + " is bad: " + e.getMessage());
    }
  }
}
