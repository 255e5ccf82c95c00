package dev.halley.config;

import dev.halley.auth.LoginSettings;
import dev.halley.auth.LoginSettings.KeySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings that make a login only together. */
final class LoginSection {

  private static final String KEYS =
      keys(List.of(SettingsTable.LOGIN_SECRET, SettingsTable.LOGIN_KEY, SettingsTable.LOGIN_JWKS));

  private LoginSection() {}

  /**
   * The login; empty if none of it is set.
   *
   * @throws SettingsException if only some of it is set, or what does not go together
   */
  static Optional<LoginSettings> read(Settings settings) {
    List<KeySource> sources = sources(settings);
    List<Setting<?>> missing = new ArrayList<>();
    if (settings.get(SettingsTable.LOGIN_ALGS).isEmpty()) {
      missing.add(SettingsTable.LOGIN_ALGS);
    }
    for (Setting<String> text : List.of(SettingsTable.LOGIN_ISSUER, SettingsTable.LOGIN_AUDIENCE)) {
      if (settings.get(text).isEmpty()) {
        missing.add(text);
      }
    }
    if (sources.isEmpty() && missing.size() == 3) {
      return Optional.empty();
    }
    if (sources.size() != 1) {
      throw new SettingsException(
          "Expected one of " + KEYS + " for a login; found " + sources.size());
    }
    if (!missing.isEmpty()) {
      throw new SettingsException("Expected a login to have " + keys(missing) + " too; found none");
    }
    try {
      return Optional.of(
          new LoginSettings(
              sources.get(0),
              settings.get(SettingsTable.LOGIN_ALGS),
              settings.get(SettingsTable.LOGIN_ISSUER),
              settings.get(SettingsTable.LOGIN_AUDIENCE)));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          SettingsTable.LOGIN_ALGS.key() + " does not fit: " + e.getMessage());
    }
  }

  private static List<KeySource> sources(Settings settings) {
    List<KeySource> sources = new ArrayList<>();
    String secret = settings.get(SettingsTable.LOGIN_SECRET);
    String key = settings.get(SettingsTable.LOGIN_KEY);
    String jwks = settings.get(SettingsTable.LOGIN_JWKS);
    if (!secret.isEmpty()) {
      sources.add(new LoginSettings.Secret(settings.data().resolve(secret)));
    }
    if (!key.isEmpty()) {
      sources.add(new LoginSettings.PublicKeys(settings.data().resolve(key)));
    }
    if (!jwks.equals(Form.NONE)) {
      sources.add(LoginSettings.Published.parse(jwks));
    }
    return sources;
  }

  private static String keys(List<Setting<?>> settings) {
    return settings.stream().map(Setting::key).collect(Collectors.joining(", "));
  }
}
