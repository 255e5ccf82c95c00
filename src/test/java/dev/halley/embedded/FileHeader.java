package dev.halley.embedded;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the two copies of a file's header, and the chunk that it points at.
 *
 * @param copy 0 or 1
 * @param version the version of that chunk
 * @param start where it begins, in bytes
 * @param end where it ends
 */
record FileHeader(int copy, int version, int start, int end) {

  static final int BLOCK = 4096;

  /** Reads a copy. */
  static FileHeader of(byte[] file, int copy) {
    int block = hex(file, copy * BLOCK, "block");
    int blocks = hex(file, block * BLOCK, "len");
    int version = hex(file, copy * BLOCK, "version");
    return new FileHeader(copy, version, block * BLOCK, (block + blocks) * BLOCK);
  }

  /** The copy that points at the newest chunk. */
  static FileHeader newest(byte[] file) {
    FileHeader first = of(file, 0);
    FileHeader second = of(file, 1);
    return first.version > second.version ? first : second;
  }

  private static int hex(byte[] file, int at, String name) {
    String text = new String(file, at, BLOCK, StandardCharsets.ISO_8859_1);
    Matcher matcher = Pattern.compile("(?:^|,)" + name + ":([0-9a-f]+)").matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("expected " + name + " at " + at);
    }
    return Integer.parseInt(matcher.group(1), 16);
  }
}
