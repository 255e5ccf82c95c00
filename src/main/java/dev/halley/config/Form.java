package dev.halley.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a setting's value is written.
 *
 * @param <T> what the text stands for
 */
sealed interface Form<T> {

  /** Stands for nothing where that is allowed. */
  String NONE = "none";

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException if it is none in {@link #range()}
   */
  T read(String text);

  /** The one text for a value that {@link #read} gave. */
  String write(T value);

  /** Which texts are taken, for people: {@code 1 B to 16 MiB}. */
  String range();

  /**
   * A whole number, with a unit where there are any.
   *
   * @param unit of what
   * @param least the smallest, in the smallest unit
   * @param most the largest, in the smallest unit
   */
  record Quantity(Unit unit, long least, long most) implements Form<Long> {

    /** A quantity between two that are written as an operator would. */
    static Quantity of(Unit unit, String least, String most) {
      return new Quantity(unit, unit.read(least), unit.read(most));
    }

    @Override
    public Long read(String text) {
      long value = unit.read(text);
      if (value < least || value > most) {
        throw new IllegalArgumentException("expected " + range());
      }
      return value;
    }

    @Override
    public String write(Long value) {
      return unit.write(value);
    }

    @Override
    public String range() {
      return unit.write(least) + " to " + unit.write(most);
    }
  }

  /**
   * One of a few words.
   *
   * @param words what they stand for; a word is the constant's name in lower case
   */
  record Choice<E extends Enum<E>>(List<E> words) implements Form<E> {

    /** All constants of an enum. */
    static <E extends Enum<E>> Choice<E> of(Class<E> type) {
      return new Choice<>(Arrays.asList(type.getEnumConstants()));
    }

    @Override
    public E read(String text) {
      return words.stream()
          .filter(word -> write(word).equals(text.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("expected " + range()));
    }

    @Override
    public String write(E value) {
      return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String range() {
      return String.join(", ", words.stream().map(this::write).toList());
    }
  }

  /**
   * Some of a few names, divided by commas, or {@code none}.
   *
   * @param type has them as its constants
   */
  record Several<E extends Enum<E>>(Class<E> type) implements Form<Set<E>> {

    @Override
    public Set<E> read(String text) {
      Set<E> names = EnumSet.noneOf(type);
      if (!text.equals(NONE)) {
        for (String name : text.split(",", -1)) {
          names.add(Enum.valueOf(type, name.strip().toUpperCase(Locale.ROOT)));
        }
      }
      return names;
    }

    @Override
    public String write(Set<E> value) {
      return value.isEmpty() ? NONE : joined(value);
    }

    private static String joined(Collection<?> names) {
      return names.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String range() {
      return joined(EnumSet.allOf(type)) + ", divided by commas, or none";
    }
  }

  /**
   * Any text but {@code none}, which is read as the empty one.
   *
   * @param range what it is, for people
   */
  record Words(String range) implements Form<String> {

    @Override
    public String read(String text) {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("expected " + range);
      }
      return text.equals(NONE) ? "" : text;
    }

    @Override
    public String write(String value) {
      return value.isEmpty() ? NONE : value;
    }
  }

  /** A file or a folder. */
  record Place() implements Form<Path> {

    @Override
    public Path read(String text) {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("expected " + range());
      }
      return Path.of(text);
    }

    @Override
    public String write(Path value) {
      return value.toString();
    }

    @Override
    public String range() {
      return "a path; ~/ is the home folder";
    }
  }

  /** {@code on} or {@code off}. */
  record Switch() implements Form<Boolean> {

    @Override
    public Boolean read(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "on" -> true;
        case "off" -> false;
        default -> throw new IllegalArgumentException("expected " + range());
      };
    }

    @Override
    public String write(Boolean value) {
      return value ? "on" : "off";
    }

    @Override
    public String range() {
      return "on, off";
    }
  }

  /**
   * What another package reads, and writes by its {@code toString}.
   *
   * @param reader as {@link #read}
   */
  record Foreign<T>(Function<String, T> reader, String range) implements Form<T> {

    @Override
    public T read(String text) {
      return reader.apply(text);
    }

    @Override
    public String write(T value) {
      return value.toString();
    }
  }
}
