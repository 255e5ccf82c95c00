package dev.halley.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query string or a form body ({@code application/x-www-form-urlencoded}) from its bytes,
 * strictly: what is not percent-encoded UTF-8 is refused, and nothing is replaced. {@code +} is a
 * space.
 */
public final class FormText {

  /** What it must look like, for error messages. */
  public static final String EXPECTED = "name=value pairs joined by &, percent-encoded UTF-8";

  private FormText() {}

  /** Takes the parameters of a text, one after the other. */
  public interface Fields {

    /** A name and what it says; it may come again. */
    void add(String name, String value);
  }

  /**
   * Reads the parameters, in their order.
   *
   * @return false if the text is refused; some of it may have been read then
   */
  public static boolean read(byte[] text, Fields fields) {
    int start = 0;
    while (start < text.length) {
      int end = indexOf(text, '&', start, text.length);
      if (end > start) {
        int equals = indexOf(text, '=', start, end);
        String name = decode(text, start, equals);
        String value = equals < end ? decode(text, equals + 1, end) : "";
        if (name == null || value == null) {
          return false;
        }
        fields.add(name, value);
      }
      start = end + 1;
    }
    return true;
  }

  /** As the other, for a query string as it came: a container hands it on as a string. */
  public static boolean read(String query, Fields fields) {
    for (int i = 0; i < query.length(); i++) {
      if (query.charAt(i) >= 0x80) {
        return false;
      }
    }
    return read(query.getBytes(ISO_8859_1), fields);
  }

  /**
   * The parameters; a name has a value for each time that it is there, in their order. Null if it
   * is refused.
   */
  public static @Nullable Map<String, List<String>> read(byte[] text) {
    Map<String, List<String>> all = new HashMap<>();
    return read(text, into(all)) ? all : null;
  }

  /** As the other, for a query string as it came. */
  public static @Nullable Map<String, List<String>> read(String query) {
    Map<String, List<String>> all = new HashMap<>();
    return read(query, into(all)) ? all : null;
  }

  private static Fields into(Map<String, List<String>> all) {
    return (name, value) -> all.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value);
  }

  private static int indexOf(byte[] text, char c, int from, int to) {
    int i = from;
    while (i < to && text[i] != c) {
      i++;
    }
    return i;
  }

  private static @Nullable String decode(byte[] text, int from, int to) {
    return isPlain(text, from, to)
        ? new String(text, from, to - from, ISO_8859_1)
        : decodeSigns(text, from, to);
  }

  /** Whether it stands for itself. */
  private static boolean isPlain(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '+' || text[i] == '%' || text[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String decodeSigns(byte[] text, int from, int to) {
    byte[] decoded = new byte[to - from];
    int size = 0;
    boolean ascii = true;
    for (int i = from; i < to; i++) {
      int b = text[i];
      if (b == '+') {
        b = ' ';
      } else if (b == '%') {
        b = i + 2 < to ? hex(text[i + 1]) << 4 | hex(text[i + 2]) : -1;
        if (b < 0) {
          return null;
        }
        i += 2;
      } else if (b < 0) {
        return null;
      }
      ascii &= b < 0x80;
      decoded[size++] = (byte) b;
    }
    if (ascii) {
      return new String(decoded, 0, size, ISO_8859_1);
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded, 0, size)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The value of a hexadecimal digit; negative, also when shifted or joined, for none. */
  private static int hex(byte c) {
    return Character.digit(c, 16);
  }
}
