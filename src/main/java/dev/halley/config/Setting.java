package dev.halley.config;

import java.util.Locale;

/**
 * One thing that an operator can set: a line of {@link SettingsTable}.
 *
 * @param <T> what its value stands for
 */
public final class Setting<T> {

  /** What every key begins with. */
  static final String PREFIX = "halley.";

  /** What every environment variable begins with. */
  static final String VARIABLE_PREFIX = "HALLEY_";

  private final String name;
  private final String fallback;
  private final Form<T> form;
  private final String meaning;

  Setting(String name, String fallback, Form<T> form, String meaning) {
    this.name = name;
    this.fallback = fallback;
    this.form = form;
    this.meaning = meaning;
  }

  /** Lower case, words joined by {@code -}: {@code max-message}. */
  public String name() {
    return name;
  }

  /** The value where nothing is set, as an operator would write it. */
  public String fallback() {
    return fallback;
  }

  /** What it does, a sentence or two for the operator. */
  public String meaning() {
    return meaning;
  }

  Form<T> form() {
    return form;
  }

  /** The key in files, system properties and context parameters: {@code halley.max-message}. */
  public String key() {
    return key(name);
  }

  /** The environment variable: {@code HALLEY_MAX_MESSAGE}. */
  public String variable() {
    return variable(name);
  }

  /** Which values are taken, for people. */
  public String range() {
    return form.range();
  }

  static String key(String name) {
    return PREFIX + name;
  }

  static String variable(String name) {
    return VARIABLE_PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** One that is counted in bytes. */
  static Setting<Long> bytes(
      String name, String fallback, String least, String most, String meaning) {
    return new Setting<>(name, fallback, Form.Quantity.of(Unit.BYTES, least, most), meaning);
  }

  /** One that counts things. */
  static Setting<Long> count(
      String name, String fallback, String least, String most, String meaning) {
    return new Setting<>(name, fallback, Form.Quantity.of(Unit.COUNT, least, most), meaning);
  }

  /** One that is a time. */
  static Setting<Long> seconds(
      String name, String fallback, String least, String most, String meaning) {
    return new Setting<>(name, fallback, Form.Quantity.of(Unit.SECONDS, least, most), meaning);
  }
}
