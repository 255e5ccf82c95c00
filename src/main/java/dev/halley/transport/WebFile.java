package dev.halley.transport;

import dev.halley.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is part of the application, as it goes out.
 *
 * @param type its media type
 * @param plain its bytes
 * @param packed the same by gzip (RFC 9110, section 8.4.1.3); null if that is not shorter
 * @param tag the strong entity tag of its plain form, with its quotes (section 8.8.3)
 */
public record WebFile(String type, Frame plain, @Nullable Frame packed, String tag) {

  private static final int TAG_BYTES = 12;

  /** A file of these bytes, which become its own. */
  public static WebFile of(String type, byte[] bytes) {
    byte[] packed = packed(bytes);
    return new WebFile(
        type,
        Frame.of(bytes),
        packed.length < bytes.length ? Frame.of(packed) : null,
        "\"" + digest(bytes) + "\"");
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return packed.toByteArray();
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The tag of its packed form: two forms of one file have two (RFC 9110, section 8.8.3.3). */
  String packedTag() {
    return tag.substring(0, tag.length() - 1) + "-gzip\"";
  }
}
