package dev.halley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that are encoded once and written to many wires.
 *
 * <p>The array is shared and nobody changes it: a copy for each of a thousand readers would cost
 * more than all else.
 */
public final class Frame {

  /** No bytes. */
  public static final Frame EMPTY = of(new byte[0]);

  private final byte[] bytes;

  /** Made once, by whoever asks first; two who do at once make equal ones. */
  private volatile @Nullable String text;

  private Frame(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps bytes, which become the frame's own. */
  public static Frame of(byte[] bytes) {
    return new Frame(bytes);
  }

  /** The UTF-8 of a text. */
  public static Frame of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /** The bytes: shared, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * The bytes as text: shared. WebSockets take text as a string and nothing else (Jakarta WebSocket
   * 2.1, {@code RemoteEndpoint.Async}), and to decode the bytes for each of a thousand sockets
   * would undo what encoding once has saved.
   */
  public String text() {
    String made = text;
    if (made == null) {
      made = new String(bytes, UTF_8);
      text = made;
    }
    return made;
  }

  /** How many bytes. */
  public int size() {
    return bytes.length;
  }

  /** Roughly how many bytes of memory it takes, with the text if that was made. */
  int weight() {
    String made = text;
    if (made == null) {
      return bytes.length;
    }
    // A string of ASCII takes a byte for each character; most others take two.
    return bytes.length + (made.length() == bytes.length ? 1 : 2) * made.length();
  }
}
